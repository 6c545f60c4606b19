"""Reads of the audit trail and of deliveries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles
from typing import Any, TypeAlias

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from .models import ArchivedEvent, Delivery, Event, Fact, JobRun

# An id, or several; a query of things stands for their ids.
Ids: TypeAlias = "int | Collection[int] | QuerySet[Any]"

_TOLD = ("id", "name", "subject", "subject_id", "payload", "actor_id", "occurred_at")
RECENT = 200  # deliveries that a lag is told of


@dataclass(frozen=True, slots=True)
class DeliveryLag:
    """Seconds from event to finished reaction over the last deliveries; None before the first.

    ``waiting`` counts those not done yet, ``since`` is the oldest one's event.
    """

    p50: float | None
    p95: float | None
    waiting: int
    since: datetime | None


def trail_of(subjects: Iterable[tuple[str, Ids]]) -> Sequence[Fact]:
    """What happened to these subjects, oldest first: pairs like ("contract", 5), ("file", [3, 4]).

    The archive is read too: what happened stays told however long ago it was.
    """
    wanted = Q(pk__in=[])
    for subject, ids in subjects:
        wanted |= Q(subject=subject, subject_id__in=[ids] if isinstance(ids, int) else ids)
    archived = ArchivedEvent.objects.filter(wanted).values(*_TOLD)
    # Both at once: no page has two queries for its history.
    rows = Event.objects.filter(wanted).values(*_TOLD).union(archived, all=True)
    found = [Event(**row) for row in rows]
    return sorted(found, key=lambda event: (event.occurred_at, event.pk))


def event_time(event_id: int) -> datetime:
    """When an event happened whose reactions are still at work."""
    return Event.objects.values_list("occurred_at", flat=True).get(pk=event_id)


def event_actor(event_id: int) -> int | None:
    """Who did what an event tells, while its reactions are at work; None for the platform."""
    return Event.objects.values_list("actor_id", flat=True).get(pk=event_id)


def deliveries_dead() -> QuerySet[Delivery]:
    """Deliveries that used up their attempts and wait for an operator."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("event").order_by("pk")


def deliveries_open() -> QuerySet[Delivery, tuple[str, str, int]]:
    """Queue, state and number of the deliveries that are not done."""
    undone = Delivery.objects.exclude(state=Delivery.State.DONE)
    counted = undone.values("queue", "state").annotate(n=Count("pk")).order_by("queue", "state")
    return counted.values_list("queue", "state", "n")


def queues_waiting_since() -> list[tuple[str, datetime]]:
    """Each queue with deliveries to make, and when the oldest of their events happened; what is for
    a later day waits for nobody."""
    pending = Delivery.objects.filter(state=Delivery.State.PENDING)
    later = Q(attempts=0, due_at__gt=timezone.now())
    return list(
        pending.exclude(later)
        .values("queue")
        .annotate(since=Min("event__occurred_at"))
        .order_by("queue")
        .values_list("queue", "since")
    )


def job_runs() -> QuerySet[JobRun]:
    """The last run of each job that ever ended."""
    return JobRun.objects.filter(finished_at__isnull=False).order_by("name")


def oldest_waiting(reactions: Collection[str]) -> datetime | None:
    """When the oldest event happened that some of these reactions still have to answer."""
    return (
        Delivery.objects.filter(reaction__in=reactions, state=Delivery.State.PENDING)
        .order_by("event_id")
        .values_list("event__occurred_at", flat=True)
        .first()
    )


def delivery_lag(reactions: Collection[str]) -> DeliveryLag:
    """How far reactions are behind their events."""
    of_reactions = Delivery.objects.filter(reaction__in=reactions)
    done = of_reactions.filter(state=Delivery.State.DONE).order_by("-pk")
    times = [
        (finished - occurred).total_seconds()
        for finished, occurred in done.values_list("finished_at", "event__occurred_at")[:RECENT]
        if finished is not None
    ]
    waiting = of_reactions.filter(state=Delivery.State.PENDING)
    p50, p95 = _median_and_p95(times) if times else (None, None)
    return DeliveryLag(p50, p95, waiting.count(), oldest_waiting(reactions))


def _median_and_p95(times: list[float]) -> tuple[float, float]:
    # One time is every quantile of itself.
    twentieths = quantiles(times if len(times) > 1 else times * 2, n=20, method="inclusive")
    return twentieths[9], twentieths[18]
