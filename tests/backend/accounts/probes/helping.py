"""Probes of what others do for a need: written on behalf of its firm, refined, judged by a panel."""

from __future__ import annotations

from backend.posting.services import draft_begin_for
from tests.backend.accounts.probes.shared import Act, Probes
from tests.factories import Market, actor


def on_behalf(market: Market) -> tuple[None, Act]:
    return None, lambda person: draft_begin_for(
        actor=actor(person), firm_name="新来的企业", firm_email="firm@example.org"
    )


PROBES: Probes = {
    "need_draft_on_behalf": on_behalf,
}
