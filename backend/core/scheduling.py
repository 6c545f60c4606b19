"""Jobs by the clock: what they are, and which are due in a process that keeps its own clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from celery.schedules import crontab, schedule
from django.utils import timezone

from .models import JobRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A function that the clock runs on a queue, again and again: it takes nothing and may be
    repeated. Either ``every`` so long, or ``at`` times of the day, week or month, in TIME_ZONE.

    Raises ValueError where not exactly one of both is given.
    """

    name: str
    run: Callable[[], object]
    queue: str = "default"
    every: timedelta | None = None
    at: crontab | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError(f"job {self.name}: give either every or at")

    @property
    def timing(self) -> schedule:
        """When it runs, as Celery tells times."""
        return self.at or schedule(self.every)


def jobs_claim_due(jobs: Iterable[Job]) -> list[Job]:
    """Those whose time has come, taken for this process: no other one gets them too.

    A job never seen before waits for its next time; one whose time passed while nothing ran is due.
    """
    now = timezone.now()
    claimed = []
    for job in jobs:
        row, new = JobRun.objects.get_or_create(name=job.name, defaults={"started_at": now})
        if new or not job.timing.is_due(row.started_at).is_due:
            continue
        if JobRun.objects.filter(pk=row.pk, started_at=row.started_at).update(started_at=now):
            claimed.append(job)
    return claimed
