"""What runs by the clock for tasks."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send

from .notices import DUE
from .selectors import doers_of, tasks_due

AHEAD = timedelta(days=1)


def tasks_remind() -> int:
    """Remind of what is due tomorrow, and of what is overdue since yesterday; safe to repeat.

    Returns how many notices are new.
    """
    today = timezone.localdate()
    told = 0
    for day in (today + AHEAD, today - AHEAD):
        for task in tasks_due(day):
            told += notice_send(
                DUE,
                readers=actors_of(doers_of(task)),
                about=task.pk,
                key=f"task:{task.pk}:{today.isoformat()}",
            )
    return told
