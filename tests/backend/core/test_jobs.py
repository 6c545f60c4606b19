"""The schedule's clock, and the jobs that keep the outbox's tables small."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery.schedules import crontab
from django.utils import timezone

from backend.core.jobs import deliveries_prune, events_archive
from backend.core.models import ArchivedEvent, Delivery, Event, JobRun
from backend.core.scheduling import Job, job_claim
from backend.core.selectors import trail_of

pytestmark = pytest.mark.django_db


def told(days_ago: int, *states: str) -> Event:
    """An event with deliveries in these states."""
    then = timezone.now() - timedelta(days=days_ago)
    event = Event.objects.create(
        name="bell.rung", subject="bell", subject_id=1, payload={}, occurred_at=then
    )
    for number, state in enumerate(states):
        Delivery.objects.create(
            event=event, reaction=f"r{number}", queue="default", state=state, finished_at=then
        )
    return event


def test_deliveries_done_go_after_their_days_and_others_stay(settings: Any) -> None:
    told(31, "done", "dead", "pending")
    told(29, "done")
    settings.DELIVERIES_KEEP_DAYS = 0
    assert deliveries_prune() == 0
    settings.DELIVERIES_KEEP_DAYS = 30
    assert deliveries_prune() == 1
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["dead", "done", "pending"]


def test_old_events_move_to_the_archive_and_trails_go_on_telling_them(settings: Any) -> None:
    answered, owing, young = told(800, "done"), told(800, "pending"), told(1, "done")
    settings.EVENTS_KEEP_DAYS = 0
    assert events_archive() == 0
    settings.EVENTS_KEEP_DAYS = 730
    assert events_archive() == 1
    assert set(Event.objects.values_list("pk", flat=True)) == {owing.pk, young.pk}
    kept = ArchivedEvent.objects.get()
    assert (kept.pk, kept.occurred_at) == (answered.pk, answered.occurred_at)
    assert [e.pk for e in trail_of([("bell", 1)])] == [answered.pk, owing.pk, young.pk]


def nothing() -> None:
    """A job's work."""


def started(job: Job, ago: timedelta) -> None:
    JobRun.objects.update_or_create(name=job.name, defaults={"started_at": timezone.now() - ago})


def test_a_job_is_due_when_its_time_came_and_goes_to_one_process() -> None:
    job = Job(name="often", run=nothing, every=timedelta(minutes=5))
    assert not job_claim(job)  # the first time it only begins to count
    started(job, timedelta(minutes=6))
    assert job_claim(job)
    assert not job_claim(job)


def test_a_nightly_job_missed_while_nothing_ran_is_made_up_for_once() -> None:
    # A time of the day that is twelve hours from now.
    hour = str((timezone.localtime() + timedelta(hours=12)).hour)
    job = Job(name="nightly", run=nothing, at=crontab("0", hour))
    started(job, timedelta(hours=2))
    assert not job_claim(job)
    started(job, timedelta(hours=30))
    assert job_claim(job)
    assert not job_claim(job)


@pytest.mark.parametrize("times", [{}, {"every": timedelta(1), "at": crontab()}])
def test_a_job_says_when_in_one_way(times: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="either every or at"):
        Job(name="confused", run=nothing, **times)
