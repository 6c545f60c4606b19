"""Probes of integrity."""

from __future__ import annotations

from backend.integrity.services import draw_announce, sanction_record
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.integrity import records
from tests.factories import Market, actor


def record(market: Market) -> tuple[None, Act]:
    values = records.breach(organisation_id=market.university.pk)
    return None, lambda person: sanction_record(actor=actor(person), values=values)


def draw(market: Market) -> tuple[None, Act]:
    return None, lambda person: draw_announce(
        actor=actor(person), unit_id=market.enterprise.pk, values=records.lists()
    )


PROBES: Probes = {"sanction_record": record, "draw_run": draw}
