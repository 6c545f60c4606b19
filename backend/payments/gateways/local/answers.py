"""What it answers, and what it tells."""

from __future__ import annotations

import json
from decimal import Decimal

from django.urls import reverse

from backend.payments.gateways.protocol import (
    AccountThere,
    Checkout,
    CheckoutState,
    EventThere,
    RefundState,
    RefundThere,
    TransferThere,
)
from backend.payments.models import SimulatedEvent, SimulatedObject


def checkout_there(found: SimulatedObject) -> Checkout:
    """A checkout as it is now."""
    body = found.body
    return Checkout(
        id=found.id,
        state=CheckoutState(body["state"]),
        url=reverse("simulated_checkout", args=[found.id]),
        intent_id=body.get("intent", ""),
        charge_id=body.get("charge", ""),
        received=Decimal(body["received"]) if "received" in body else None,
        currency=body["currency"],
        fee=Decimal(body["fee"]) if "fee" in body else None,
        error=body.get("error", ""),
    )


def refund_there(found: SimulatedObject) -> RefundThere:
    """A refund as it is now."""
    failed = found.body["state"] == RefundState.FAILED
    return RefundThere(
        id=found.id,
        state=RefundState(found.body["state"]),
        amount=Decimal(found.body["amount"]),
        error="expired_or_canceled_card" if failed else "",
    )


def transfer_there(found: SimulatedObject) -> TransferThere:
    """A transfer as it is now."""
    return TransferThere(
        id=found.id,
        amount=Decimal(found.body["amount"]),
        reversed=Decimal(found.body["reversed"]),
    )


def account_there(found: SimulatedObject) -> AccountThere:
    """An account as it is now."""
    return AccountThere(id=found.id, ready=found.body["ready"])


def event_written(event: SimulatedEvent) -> str:
    """The message as Stripe writes one; its object as it is when it is sent."""
    found = SimulatedObject.objects.get(pk=event.object_id)
    about = {
        "id": found.id,
        "object": found.type,
        "metadata": {"number": found.body.get("number", "")},
    }
    told = {
        "id": event.id,
        "object": "event",
        "livemode": False,
        "type": event.type,
        "data": {"object": about},
    }
    return json.dumps(told, ensure_ascii=False)


def event_there(body: str) -> EventThere:
    """What a message is about."""
    told = json.loads(body)
    about = told["data"]["object"]
    return EventThere(
        id=told["id"],
        live=bool(told["livemode"]),
        type=told["type"],
        object_type=about["object"],
        object_id=about["id"],
        number=about.get("metadata", {}).get("number", ""),
        body=body,
    )
