"""The outbox: a service publishes its event here, inside its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.db import connection, transaction

from .events import DomainEvent
from .models import Delivery, Event

log = structlog.get_logger()

Reaction = Callable[[Any, int], None]  # (event, event_id): repeatable by event id
Together = Callable[[Sequence[Any]], None]  # events, oldest first


@dataclass(frozen=True, slots=True)
class Subscription:
    """A reaction and the queue it runs on ("default", or "matching" where the encoder is loaded).

    ``together`` does for several events at once what ``run`` does for each, where that is cheaper.
    ``ahead`` lets it go before older deliveries of its queue, where what it does must not lag.
    """

    run: Reaction
    queue: str = "default"
    together: Together | None = None
    ahead: bool = False

    @property
    def name(self) -> str:
        """The name a delivery row keeps."""
        return f"{self.run.__module__}.{self.run.__qualname__}"


@dataclass(slots=True)
class _Wiring:
    """Set once at start by the composition root."""

    subscriptions: dict[type[DomainEvent], tuple[Subscription, ...]] = field(default_factory=dict)
    by_name: dict[str, Subscription] = field(default_factory=dict)
    wake: Callable[[frozenset[str]], None] = lambda queues: None


WIRING = _Wiring()


def subscribe(subscriptions: Mapping[type[DomainEvent], Sequence[Subscription]]) -> None:
    """Take the whole map from event to reactions."""
    WIRING.subscriptions = {event: tuple(found) for event, found in subscriptions.items()}
    WIRING.by_name = {s.name: s for found in subscriptions.values() for s in found}


def wake_with(wake: Callable[[frozenset[str]], None]) -> None:
    """Take what starts deliveries after a commit; it is given the queues concerned."""
    WIRING.wake = wake


def publish(event: DomainEvent, *, actor_id: int | None) -> int:
    """Write the event and a delivery for each of its reactions; return the event's id.

    Must run inside the transaction of the change itself, so that both happen or neither.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("publish an event inside its transaction")
    row = Event.objects.create(
        name=type(event).__name__,
        subject=event.subject,
        subject_id=event.subject_id,
        payload=event.payload(),
        actor_id=actor_id,
    )
    found = WIRING.subscriptions.get(type(event), ())
    if found:
        Delivery.objects.bulk_create(
            Delivery(event=row, reaction=s.name, queue=s.queue) for s in found
        )
        queues = frozenset(s.queue for s in found)
        transaction.on_commit(lambda: _wake(queues))
    return row.pk


def _wake(queues: frozenset[str]) -> None:
    """A broker that is down must not turn a saved change into an error: the sweep delivers later."""
    try:
        WIRING.wake(queues)
    except Exception:
        log.exception("wake_failed", queues=sorted(queues))
