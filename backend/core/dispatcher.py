"""Hands due deliveries to their reactions, with retries and a dead-letter state.

One dispatcher for both ways to run: a thread of the web process, or Celery tasks and a sweep.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db.models import F, Q
from django.utils import timezone

from .errors import Unavailable
from .events import DomainEvent
from .models import Delivery
from .outbox import WIRING

log = structlog.get_logger()

MAX_ATTEMPTS = 8
# Longer than any reaction may take; a reaction whose process died is tried again after it.
LEASE = timedelta(minutes=5)


def deliver_due(*, queues: frozenset[str] | None = None, limit: int = 500) -> int:
    """Run what is due, oldest event first; return how many deliveries were run."""
    ran = 0
    while ran < limit:
        delivery = _claim_next(queues)
        if delivery is None:
            break
        _run(delivery)
        ran += 1
    return ran


def deliver_all(*, rounds: int = 10_000) -> int:
    """Run until nothing is due, reactions to reactions included; for commands and tests."""
    total = 0
    for _ in range(rounds):
        ran = deliver_due()
        total += ran
        if not ran:
            break
    return total


def retry_dead(*, delivery_ids: list[int] | None = None) -> int:
    """Give dead deliveries another round of attempts; return how many."""
    dead = Delivery.objects.filter(state=Delivery.State.DEAD)
    if delivery_ids is not None:
        dead = dead.filter(pk__in=delivery_ids)
    return dead.update(state=Delivery.State.PENDING, attempts=0, due_at=timezone.now())


def release_leases() -> int:
    """Free what a dead process had claimed; only where no other deliverer can be at work."""
    held = Delivery.objects.filter(state=Delivery.State.PENDING, claimed_until__isnull=False)
    return held.update(claimed_until=None)


def _claim_next(queues: frozenset[str] | None) -> Delivery | None:
    """Take the oldest due delivery by a conditional update, which SQLite and PostgreSQL both honour."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    due = Delivery.objects.filter(free, state=Delivery.State.PENDING, due_at__lte=now)
    if queues is not None:
        due = due.filter(queue__in=queues)
    for pk in due.order_by("event_id", "pk").values_list("pk", flat=True)[:20]:
        taken = due.filter(pk=pk).update(claimed_until=now + LEASE, attempts=F("attempts") + 1)
        if taken:
            return Delivery.objects.select_related("event").get(pk=pk)
    return None


def _run(delivery: Delivery) -> None:
    row = delivery.event
    try:
        subscription = WIRING.by_name[delivery.reaction]
        subscription.run(DomainEvent.from_row(row.name, row.payload), row.pk)
    except Exception as error:
        _fail(delivery, error)
        return
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.DONE, claimed_until=None, finished_at=timezone.now(), error=""
    )


def _fail(delivery: Delivery, error: Exception) -> None:
    """Back off 2, 4, 8 … seconds; after MAX_ATTEMPTS the delivery waits for an operator.

    A server that is down (Unavailable) is waited for without end: nothing is wrong with the event.
    """
    waiting = isinstance(error, Unavailable)
    dead = delivery.attempts >= MAX_ATTEMPTS and not waiting
    log.error(
        "reaction_failed",
        reaction=delivery.reaction,
        event_id=delivery.event_id,
        attempt=delivery.attempts,
        dead=dead,
        exc_info=None if waiting else error,
    )
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.DEAD if dead else Delivery.State.PENDING,
        claimed_until=None,
        attempts=min(delivery.attempts, MAX_ATTEMPTS),
        due_at=timezone.now() + timedelta(seconds=_pause(delivery.attempts, waiting)),
        error=f"{type(error).__name__}: {error}"[:2000],
    )


def _pause(attempts: int, waiting: bool) -> int:
    return int(min(2 ** min(attempts, 10), 20 if waiting else 300))
