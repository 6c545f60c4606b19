"""Reminders before a milestone is due, alarms after."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send
from backend.deals.models import DealDuty

from .notices import DUE
from .selectors import milestones_due_on, officers_of, people_of

AHEAD = (30, 7, 1)  # days before
LATE = (1, 7, 14, 30, 60)  # days after; the buyer and the supervising unit hear of these too


def milestones_remind() -> int:
    """Tell of what is due soon or overdue; safe to repeat. Returns how many notices are new."""
    today = timezone.localdate()
    wanted = {today + timedelta(days=n): n for n in AHEAD}
    wanted |= {today - timedelta(days=n): -n for n in LATE}
    told = 0
    for milestone in milestones_due_on(wanted):
        days = wanted[milestone.due_on]
        plan = milestone.plan
        readers = people_of(plan, DealDuty.SELLER, DealDuty.BROKER)
        if days < 0:
            readers |= people_of(plan) | set(officers_of(plan).values_list("pk", flat=True))
        told += notice_send(
            DUE,
            readers=actors_of(readers),
            about=milestone.pk,
            key=f"milestone:{milestone.pk}:due:{milestone.due_on.isoformat()}:{days}",
            payload={"days": days},
        )
    return told
