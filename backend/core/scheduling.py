"""Jobs by the clock: what they are, and whether one is due in a process that keeps its own clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

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


def job_claim(job: Job) -> bool:
    """Whether the job's time has come; then it is this process's, and no other one gets it too.

    A job never seen before waits for its next time; one whose time passed while nothing ran is due.
    """
    now = timezone.now()
    row, new = JobRun.objects.get_or_create(name=job.name, defaults={"started_at": now})
    if new or not job.timing.is_due(row.started_at).is_due:
        return False
    held = JobRun.objects.filter(pk=row.pk, started_at=row.started_at)
    return bool(held.update(started_at=now))


def job_run(job: Job) -> None:
    """Run a job and keep when it ended and what it counted. What it raises is the caller's."""
    began = timezone.now()
    counted = job.run()
    job_note(job.name, started_at=began, result=counted if isinstance(counted, int) else None)


def job_note(name: str, *, started_at: datetime, result: int | None = None) -> None:
    """Keep that what bears this name ran to its end just now."""
    ended = {"finished_at": timezone.now(), "result": result}
    # A claim's time stays: whose turn it is next is reckoned from it.
    JobRun.objects.update_or_create(
        name=name, defaults=ended, create_defaults={**ended, "started_at": started_at}
    )
