"""What the simulated provider remembers, and what it has to tell."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.payments.gateways.protocol import GatewayRefused, UnknownThere
from backend.payments.models import SimulatedEvent, SimulatedObject, SimulatedRequest


def thing_make(
    prefix: str, kind: str, body: dict[str, Any], key: str, *, told: str = ""
) -> SimulatedObject:
    """A new object, or that of the same key. Raises GatewayRefused for the key of another request."""
    digest = hashlib.sha256(json.dumps([kind, body], sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        request, new = SimulatedRequest.objects.get_or_create(
            key=key, defaults={"digest": digest, "object_id": name_new(prefix)}
        )
        if request.digest != digest:
            raise GatewayRefused("idempotency_key_in_use")
        if not new:
            return SimulatedObject.objects.get(pk=request.object_id)
        made = SimulatedObject.objects.create(id=request.object_id, type=kind, body=body)
        if told:
            thing_announce(made, told)
    return made


def thing_change(found: SimulatedObject, event: str, **values: Any) -> None:
    """Change it and tell of it, unless ``event`` is empty."""
    found.body.update(values)
    found.save()
    if event:
        thing_announce(found, event)


def thing_announce(found: SimulatedObject, event: str, *, after: timedelta = timedelta()) -> None:
    """Keep something to be told, from when on."""
    SimulatedEvent.objects.create(
        id=name_new("evt"), type=event, object_id=found.id, due_at=timezone.now() + after
    )


def thing_named(object_id: str) -> SimulatedObject:
    """An object of the provider. Raises UnknownThere."""
    found = SimulatedObject.objects.filter(pk=object_id).first()
    if found is None:
        raise UnknownThere(object_id)
    return found


def thing_locked(object_id: str) -> SimulatedObject:
    """The same, locked. Raises UnknownThere."""
    found = SimulatedObject.objects.select_for_update().filter(pk=object_id).first()
    if found is None:
        raise UnknownThere(object_id)
    return found


def charge_locked(intent_id: str) -> SimulatedObject:
    """A payment's charge, locked. Raises UnknownThere."""
    charges = SimulatedObject.objects.select_for_update().filter(type="charge")
    found = charges.filter(body__intent=intent_id).first()
    if found is None:
        raise UnknownThere(intent_id)
    return found


def charge_left(charge: SimulatedObject) -> Decimal:
    """What of it was not paid back."""
    return Decimal(charge.body["amount"]) - Decimal(charge.body["refunded"])


def name_new(prefix: str) -> str:
    """A new id as Stripe's look."""
    return f"{prefix}_sim_{secrets.token_hex(12)}"
