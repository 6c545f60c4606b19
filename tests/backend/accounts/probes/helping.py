"""Probes of what others do for a need: written on behalf of its firm, refined, judged by a panel."""

from __future__ import annotations

from django.utils import timezone

from backend.accounts.models import Organisation
from backend.panel.services import panel_set_up
from backend.posting.services import draft_begin_for
from backend.refining.services import help_note, refinement_ask
from tests import factories
from tests.backend.accounts.probes.shared import Act, Probes
from tests.factories import Market, actor


def on_behalf(market: Market) -> tuple[None, Act]:
    return None, lambda person: draft_begin_for(
        actor=actor(person), firm_name="新来的企业", firm_email="firm@example.org"
    )


def refinement(market: Market) -> tuple[None, Act]:
    found = factories.need(market.stranger)
    return None, lambda person: refinement_ask(
        actor=actor(person), listing_id=found.pk, words="指标不清楚"
    )


def helping(market: Market) -> tuple[None, Act]:
    found = factories.need(market.stranger)
    return None, lambda person: help_note(
        actor=actor(person), listing_id=found.pk, kind="visit", done_on=timezone.localdate()
    )


def panel(market: Market) -> tuple[None, Act]:
    bureau = {"kind": Organisation.Kind.GOVERNMENT, "unit_kind": "science"}
    Organisation.objects.filter(pk=market.enterprise.pk).update(**bureau)
    return None, lambda person: panel_set_up(actor=actor(person), name="科技顾问团")


PROBES: Probes = {
    "refinement_ask": refinement,
    "help_note": helping,
    "panel_run": panel,
    "need_draft_on_behalf": on_behalf,
}
