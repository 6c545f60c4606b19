"""Names that stand in rows, and the schedule as Celery gets it."""

from __future__ import annotations

from dataclasses import fields

from kombu import Connection

from backend.config.celery import app
from backend.config.schedule import SCHEDULE
from backend.config.subscriptions import SUBSCRIPTIONS
from backend.core.events import REGISTRY

QUEUES = {"default", "matching"}  # that a worker takes


def test_events_say_what_happened_to_what_in_a_name_of_their_own() -> None:
    for name, event in REGISTRY.items():
        if not event.__module__.startswith("backend."):
            continue
        what, _dot, happened = name.partition(".")
        assert name == name.lower()
        assert what
        assert happened
        assert f"{event.subject}_id" in {field.name for field in fields(event)}, name


def test_every_reaction_has_one_name_of_its_own_and_a_queue_that_is_worked() -> None:
    named = {s.name: s for found in SUBSCRIPTIONS.values() for s in found}
    runs = [s.run for s in named.values()]
    assert len(runs) == len(set(runs))
    for name, s in named.items():
        assert name.isidentifier()
        assert s.queue in QUEUES


def test_only_reactions_that_may_be_repeated_rise_from_the_dead_by_themselves() -> None:
    rising = {s.name for found in SUBSCRIPTIONS.values() for s in found if s.retry_dead}
    assert rising == {
        "listing_index", "listings_index", "listing_match", "listings_match", "release_follow",
        "saved_searches_find", "saved_searches_find_all", "exchange_record_write",
        "exchange_records_write",
    }  # fmt: skip


def test_celery_runs_each_job_on_its_queue_at_its_times() -> None:
    app.finalize()
    beat = app.conf.beat_schedule
    for job in SCHEDULE:
        entry = beat[job.name]
        assert job.queue in QUEUES
        assert (entry["kwargs"], entry["options"]["queue"]) == ({"name": job.name}, job.queue)
        assert entry["schedule"] == job.timing
    assert str(app.timezone) == "Asia/Shanghai"


def test_beat_can_send_all_that_it_is_to_send() -> None:
    app.finalize()
    with Connection("memory://") as broker:
        for entry in app.conf.beat_schedule.values():
            sent = app.send_task(
                entry["task"], kwargs=entry["kwargs"], connection=broker, **entry["options"]
            )
            assert sent.id
