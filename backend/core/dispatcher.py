"""Hands due deliveries to their reactions, with retries and a dead-letter state.

One dispatcher for both ways to run: a thread of the web process, or Celery tasks and a sweep.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

import structlog
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from .errors import Unavailable
from .events import DomainEvent
from .models import Delivery
from .outbox import WIRING
from .tracing import traced

log = structlog.get_logger()

MAX_ATTEMPTS = 8
# Deliveries of one reaction that run at once, where it can; far less than a lease holds.
BATCH = 50
# Longer than any reaction may take; a reaction whose process died is tried again after it.
LEASE = timedelta(minutes=5)


def deliver_due(*, queues: frozenset[str] | None = None, limit: int = 500) -> int:
    """Run what is due, oldest event first but for what has priority; return how many deliveries ran."""
    ran = 0
    while ran < limit:
        delivery = _claim_next(queues)
        if delivery is None:
            break
        ran += _run_alike(delivery, min(BATCH, limit - ran))
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


def retry_dead(*, delivery_ids: Collection[int] | None) -> int:
    """Give these dead deliveries another round of attempts, or all with None; return how many."""
    dead = Delivery.objects.filter(state=Delivery.State.DEAD)
    if delivery_ids is not None:
        dead = dead.filter(pk__in=delivery_ids)
    return _revive(dead)


def retry_dead_by_rule() -> int:
    """The same for those whose reaction says so, once they have rested; return how many."""
    now = timezone.now()
    dead = Delivery.objects.filter(state=Delivery.State.DEAD)
    return sum(
        _revive(dead.filter(reaction=s.name, due_at__lte=now - s.retry_dead))
        for s in WIRING.by_name.values()
        if s.retry_dead is not None
    )


def _revive(dead: QuerySet[Delivery]) -> int:
    return dead.update(state=Delivery.State.PENDING, attempts=0, due_at=timezone.now())


def release_leases() -> int:
    """Free what a dead process had claimed; only where no other deliverer can be at work."""
    held = Delivery.objects.filter(state=Delivery.State.PENDING, claimed_until__isnull=False)
    return held.update(claimed_until=None)


def _claim_next(queues: frozenset[str] | None) -> Delivery | None:
    """The oldest due delivery of those that have priority, else of all."""
    due = _due()
    if queues is not None:
        due = due.filter(queue__in=queues)
    first = due.filter(reaction__in=[s.name for s in WIRING.by_name.values() if s.priority])
    return next(_claim(first, 20), None) or next(_claim(due, 20), None)


def _due() -> QuerySet[Delivery]:
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    return Delivery.objects.filter(free, state=Delivery.State.PENDING, due_at__lte=now)


def _claim(due: QuerySet[Delivery], count: int) -> Iterator[Delivery]:
    """Take due deliveries, oldest event first, each by a conditional update, which SQLite and
    PostgreSQL both honour."""
    for pk in due.order_by("event_id", "pk").values_list("pk", flat=True)[:count]:
        until = timezone.now() + LEASE
        if due.filter(pk=pk).update(claimed_until=until, attempts=F("attempts") + 1):
            yield Delivery.objects.select_related("event").get(pk=pk)


def _run_alike(delivery: Delivery, count: int) -> int:
    """Run the delivery, with others of its reaction where that does several at once."""
    subscription = WIRING.by_name.get(delivery.reaction)
    run_batch = subscription.run_batch if subscription else None
    alike = _due().filter(reaction=delivery.reaction)
    group = [delivery, *_claim(alike, count - 1)] if run_batch else [delivery]
    if run_batch is None or len(group) == 1:
        _run(delivery)
        return 1
    try:
        with _traced(delivery):
            run_batch([_event(each) for each in group])
    except Unavailable as error:
        for each in group:
            _fail(each, error)
    except Exception:
        # One of them is at fault: alone, the others pass.
        for each in group:
            _run(each)
    else:
        _done([each.pk for each in group])
    return len(group)


def _run(delivery: Delivery) -> None:
    try:
        subscription = WIRING.by_name[delivery.reaction]
        with _traced(delivery):
            subscription.run(_event(delivery), delivery.event_id)
    except Exception as error:
        _fail(delivery, error)
        return
    _done([delivery.pk])


def _traced(delivery: Delivery) -> Any:
    """A batch stands in the trace of the first of its events."""
    return traced(delivery.reaction, delivery.trace, event_id=delivery.event_id)


def _event(delivery: Delivery) -> DomainEvent:
    return DomainEvent.from_row(delivery.event.name, delivery.event.payload)


def _done(delivery_ids: list[int]) -> None:
    Delivery.objects.filter(pk__in=delivery_ids).update(
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
