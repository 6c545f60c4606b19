"""The next step of deals in one sentence for one reader. Part of the selectors layer."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor

from .models import Deal, Stage
from .sections import NextStep, sections


def next_steps(deals: Sequence[Deal], actor: Actor) -> dict[int, NextStep]:
    """What comes next by deal, in a number of queries that does not grow with them."""
    found: dict[int, NextStep] = {}
    for section in sections():
        found = {**section.steps(deals, actor), **found}
    return {deal.pk: found.get(deal.pk) or _own_step(deal) for deal in deals}


def _own_step(deal: Deal) -> NextStep:
    """What a deal itself can say."""
    if deal.running:
        return NextStep(_("The two sides talk."), False)
    if deal.stage == Stage.CLOSED:
        return NextStep(_("The deal is closed; nothing is open."), False)
    reason = {"reason": deal.get_lost_reason_display()}
    return NextStep(_("The talks ended: %(reason)s.") % reason, False)
