"""Which milestone opens when, when a plan is fulfilled, and when the deal with it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from backend.contracts.models import Contract
from backend.core.lifecycles import advance
from backend.deals.lifecycle import deal_locked
from backend.deals.models import Stage
from backend.deals.services import deal_advance
from backend.delivery.lifecycle import MILESTONE, PLAN
from backend.delivery.models import Milestone, Plan


def milestones_open(plan: Plan, *, actor_id: int | None) -> None:
    """Open what the plan lets open now; end the plan once nothing is left. The plan is locked by the
    caller. Safe to repeat."""
    milestones = list(plan.milestones.select_for_update().order_by("position"))
    clear = True
    for milestone in milestones:
        if milestone.state == Milestone.State.PLANNED and (
            clear or plan.opens == Plan.Opens.AT_ONCE
        ):
            milestone.plan = plan
            milestone.opened_at = timezone.now()
            advance(MILESTONE, "open", milestone, actor_id=actor_id)
        clear = clear and _done(plan, milestone)
    if clear and plan.state == Plan.State.AGREED:
        advance(PLAN, "fulfil", plan, actor_id=actor_id)


def deal_fulfil(*, deal_id: int) -> None:
    """Close a deal in delivery once the plan of each of its signed contracts is fulfilled; a contract
    without a plan leaves closing to the two sides. Safe to repeat."""
    with transaction.atomic():
        deal = deal_locked(deal_id)
        signed = Contract.objects.filter(
            deal=deal, state=Contract.State.SIGNED, kind__in=Contract.COUNTED
        )
        fulfilled = Plan.objects.filter(state=Plan.State.FULFILLED).values("contract_id")
        if deal.stage == Stage.DELIVERY and not signed.exclude(pk__in=fulfilled).exists():
            deal_advance(deal, "complete", actor_id=None)


def _done(plan: Plan, milestone: Milestone) -> bool:
    """Whether the next one need not wait for it any more."""
    if milestone.state != Milestone.State.ACCEPTED:
        return False
    free = plan.opens != Plan.Opens.PAID or not milestone.amount
    return free or milestone.settled_at is not None
