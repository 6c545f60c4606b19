"""Reads of the audit trail and of deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import Q, QuerySet

from .models import Delivery, Event

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


def trail_of(subjects: Iterable[tuple[str, int]]) -> QuerySet[Event]:
    """What happened to these subjects, oldest first: pairs like ("contract", 5)."""
    wanted = Q(pk__in=[])
    for subject, pk in subjects:
        wanted |= Q(subject=subject, subject_id=pk)
    return Event.objects.filter(wanted).order_by("id")


def deliveries_dead() -> QuerySet[Delivery]:
    """Deliveries that used up their attempts and wait for an operator."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("event").order_by("pk")


def delivery_lag(reaction: str) -> DeliveryLag:
    """How far a reaction is behind its events."""
    of_reaction = Delivery.objects.filter(reaction=reaction)
    done = of_reaction.filter(state=Delivery.State.DONE).order_by("-pk")
    times = [
        (finished - occurred).total_seconds()
        for finished, occurred in done.values_list("finished_at", "event__occurred_at")[:RECENT]
        if finished is not None
    ]
    waiting = of_reaction.filter(state=Delivery.State.PENDING)
    oldest = waiting.order_by("event_id").values_list("event__occurred_at", flat=True).first()
    p50, p95 = map(float, np.percentile(times, [50, 95])) if times else (None, None)
    return DeliveryLag(p50, p95, waiting.count(), oldest)
