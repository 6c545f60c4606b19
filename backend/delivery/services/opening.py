"""Which milestone opens when, and when a plan is fulfilled. The plan is locked by the caller."""

from __future__ import annotations

from django.utils import timezone

from backend.core.lifecycles import advance
from backend.delivery.lifecycle import MILESTONE, PLAN
from backend.delivery.models import Milestone, Plan


def milestones_open(plan: Plan, *, actor_id: int | None) -> None:
    """Open what the plan lets open now; end the plan once nothing is left. Safe to repeat."""
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


def _done(plan: Plan, milestone: Milestone) -> bool:
    """Whether the next one need not wait for it any more."""
    if milestone.state != Milestone.State.ACCEPTED:
        return False
    free = plan.opens != Plan.Opens.PAID or not milestone.amount
    return free or milestone.settled_at is not None
