"""Deals on the desk, with their next steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Deal
from .next_steps import next_steps
from .sections import NextStep
from .selectors import deal_stalled, deals_followed_by
from .stages import TALKS

ROWS = 10  # of a section; its own page shows all


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal with its next step for this reader."""

    deal: Deal
    step: NextStep
    stalled: bool


def deal_rows(actor: Actor) -> list[DealRow]:
    """Deals on the way to a contract: what this reader can move first, then the longest at rest."""
    deals = list(deals_followed_by(actor).filter(stage__in=TALKS))
    steps = next_steps(deals, actor)
    rows = [
        DealRow(
            deal=deal,
            step=steps[deal.pk],
            stalled=deal_stalled(deal),
        )
        for deal in deals
    ]
    rows.sort(key=lambda row: (not row.step.mine, row.deal.updated_at))
    return rows


def _deals(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """A broker sees first what needs a hand."""
    rows = deal_rows(actor)
    apart = Duty.BROKER in actor.acting
    return {
        "stalled": [row for row in rows if apart and row.stalled],
        "rows": [row for row in rows if not (apart and row.stalled)][:ROWS],
    }


desk_register(
    DeskPart(
        name="deals",
        duties=(
            Duty.RESEARCHER,
            Duty.UNIVERSITY_OFFICE,
            Duty.BROKER,
        ),
        order=40,
        template="deals/_desk.html",
        context=_deals,
    )
)
