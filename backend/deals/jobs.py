"""What runs by the clock for deals."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send

from .models import Deal, Meeting, Stage
from .notices import MEETING_AHEAD, STALLED, STEP_DUE
from .selectors import deals_stalled, duties_of, people_in_deal
from .stages import RULES, RUNNING

AHEAD = timedelta(days=1)


def deals_remind() -> int:
    """Remind of next steps due tomorrow or overdue since yesterday, of meetings tomorrow, and say once
    of each stage that a deal is stalled in it; return how many notices are new."""
    today = timezone.localdate()
    return _remind_of_steps(today) + _remind_of_meetings(today) + _tell_of_stalled()


def _remind_of_steps(today: date) -> int:
    due = Deal.objects.filter(
        stage__in=RUNNING, next_step_on__in=[today + AHEAD, today - AHEAD]
    ).exclude(next_step="")
    told = 0
    for deal in due.order_by("pk"):
        assert deal.next_step_on is not None
        told += notice_send(
            STEP_DUE,
            readers=actors_of(people_in_deal(deal, *duties_of(deal.next_step_whose))),
            about=deal.pk,
            payload={"what": deal.next_step, "due_on": deal.next_step_on.isoformat()},
            key=f"deal:{deal.pk}:step:{today}",
        )
    return told


def _remind_of_meetings(today: date) -> int:
    ahead = Meeting.objects.filter(
        state=Meeting.State.PLANNED, starts_at__date=today + AHEAD
    ).exclude(guests=None)
    told = 0
    for meeting in ahead.order_by("pk"):
        coming = meeting.guests.exclude(coming=False).values_list("user_id", flat=True)
        told += notice_send(
            MEETING_AHEAD,
            readers=actors_of(coming),
            about=meeting.pk,
            key=f"meeting:{meeting.pk}:{meeting.sequence}:ahead",
        )
    return told


def _tell_of_stalled() -> int:
    told = 0
    for deal in deals_stalled():
        told += notice_send(
            STALLED,
            readers=actors_of(people_in_deal(deal, *duties_of(deal.waits_for))),
            about=deal.pk,
            payload={"stage": deal.stage, "days": RULES[Stage(deal.stage)].days},
            key=f"deal:{deal.pk}:stalled:{deal.stage_since.isoformat()}",
        )
    return told
