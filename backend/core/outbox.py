"""The outbox: a service publishes its event here, inside its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import connection, transaction
from django.utils import timezone

from .events import DomainEvent
from .models import Delivery, Event
from .tracing import trace_carried

log = structlog.get_logger()

Reaction = Callable[[Any, int], None]  # (event, event_id): repeatable by event id
Batch = Callable[[Sequence[Any]], None]  # events, oldest first


@dataclass(frozen=True, slots=True)
class Subscription:
    """A reaction and the queue it runs on ("default", or "matching" where the encoder is loaded).

    ``name`` is what its rows keep: it never changes, wherever the function moves.
    ``run_batch`` does for several events at once what ``run`` does for each, where that is cheaper.
    ``priority`` lets it go before older deliveries of its queue, where what it does must not lag.
    ``retry_dead`` is how long a delivery that gave up rests before it is tried anew; without it a
    person retries, as is right wherever a second time costs somebody something (mail, money).
    """

    name: str
    run: Reaction
    queue: str = "default"
    run_batch: Batch | None = None
    priority: bool = False
    retry_dead: timedelta | None = None


Subscriptions = Mapping[type[DomainEvent], Sequence[Subscription]]


@dataclass(slots=True)
class _Wiring:
    """Set once at start by the composition root."""

    subscriptions: dict[type[DomainEvent], tuple[Subscription, ...]] = field(default_factory=dict)
    by_name: dict[str, Subscription] = field(default_factory=dict)
    wake: Callable[[frozenset[str]], None] = lambda queues: None


WIRING = _Wiring()


def subscriptions_of(*areas: Subscriptions) -> dict[type[DomainEvent], tuple[Subscription, ...]]:
    """One map of several; what an event sets off stands in one of them alone.

    Raises ValueError where two of them name the same event.
    """
    whole: dict[type[DomainEvent], tuple[Subscription, ...]] = {}
    for event, found in (item for area in areas for item in area.items()):
        if event in whole:
            raise ValueError(f"{event.__name__} stands in two areas")
        whole[event] = tuple(found)
    return whole


def subscribe(subscriptions: Subscriptions) -> None:
    """Take the whole map from event to reactions.

    Raises ValueError where two reactions share a name.
    """
    by_name: dict[str, Subscription] = {}
    for s in (s for found in subscriptions.values() for s in found):
        if by_name.setdefault(s.name, s) != s:
            raise ValueError(f"two reactions are named {s.name}")
    WIRING.subscriptions = {event: tuple(found) for event, found in subscriptions.items()}
    WIRING.by_name = by_name


def wake_with(wake: Callable[[frozenset[str]], None]) -> None:
    """Take what starts deliveries after a commit; it is given the queues concerned."""
    WIRING.wake = wake


def publish(event: DomainEvent, *, actor_id: int | None, due_at: datetime | None = None) -> int:
    """Write the event and a delivery for each of its reactions, which run at once or when it is
    ``due_at``; return the event's id.

    Must run inside the transaction of the change itself, so that both happen or neither.
    """
    (written,) = publish_together([event], actor_id=actor_id, due_at=due_at)
    return written


def publish_together(
    events: Sequence[DomainEvent], *, actor_id: int | None, due_at: datetime | None = None
) -> list[int]:
    """The same for several events of one change; the ids in their order."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("publish an event inside its transaction")
    rows = Event.objects.bulk_create(
        Event(
            name=event.name,
            subject=event.subject,
            subject_id=event.subject_id,
            payload=event.payload(),
            actor_id=actor_id,
        )
        for event in events
    )
    trace, due = trace_carried(), due_at or timezone.now()
    wanted = [
        Delivery(event=row, reaction=s.name, queue=s.queue, trace=trace, due_at=due)
        for row, event in zip(rows, events, strict=True)
        for s in WIRING.subscriptions.get(type(event), ())
    ]
    if wanted:
        Delivery.objects.bulk_create(wanted)
        queues = frozenset(each.queue for each in wanted)
        transaction.on_commit(lambda: _wake(queues))
    return [row.pk for row in rows]


def _wake(queues: frozenset[str]) -> None:
    """A broker that is down must not turn a saved change into an error: the sweep delivers later."""
    try:
        WIRING.wake(queues)
    except Exception:
        log.exception("wake_failed", queues=sorted(queues))
