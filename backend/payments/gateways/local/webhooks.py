"""It tells of every change by a signed webhook, at once or after a while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from backend.payments.gateways import signatures
from backend.payments.gateways.protocol import CheckoutState
from backend.payments.models import SimulatedEvent

from .answers import event_written
from .cards import CARDS
from .happenings import payment_take
from .memory import thing_change, thing_locked


def webhooks_send(take: Callable[[bytes, str], bool], *, now: datetime | None = None) -> int:
    """Hand over what is due, oldest first, signed; what is not taken is tried again later.

    ``take`` gets body and signature and says whether it was taken. Returns how many were.
    """
    moment = now or timezone.now()
    sent = 0
    due = SimulatedEvent.objects.filter(delivered_at=None, due_at__lte=moment)
    for event in due.order_by("due_at", "pk"):
        _happen(event)
        body = event_written(event).encode()
        taken = take(body, signatures.sign(body, settings.SIMULATED_WEBHOOK_SECRET))
        event.attempts += 1
        if taken:
            event.delivered_at = timezone.now()
            sent += 1
        else:
            event.due_at = moment + timedelta(seconds=2**event.attempts)
        event.save()
    return sent


def _happen(event: SimulatedEvent) -> None:
    """What was announced for later takes place when its time has come."""
    outcome, _sign, error = event.type.partition(":")
    if outcome not in {"paid", "failed"}:
        return
    with transaction.atomic():
        found = thing_locked(event.object_id)
        event.type = "checkout.session.async_payment_succeeded"
        if outcome == "paid":
            payment_take(found, CARDS["success"], "")
        else:
            event.type = "checkout.session.async_payment_failed"
            thing_change(found, "", state=CheckoutState.FAILED, error=error)
        event.save()
