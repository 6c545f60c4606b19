"""What happens on its pages, and at a payer's bank."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils import timezone

from backend.payments.gateways.protocol import Checkout, CheckoutState, GatewayRefused
from backend.payments.models import SimulatedObject

from .answers import checkout_there
from .cards import CARDS, Card
from .memory import charge_locked, name_new, thing_announce, thing_change, thing_locked

FEE = Decimal("0.006")  # of every payment
DISPUTE_FEE = Decimal("15.00")
SLOW = timedelta(seconds=45)
DISPUTE_DAYS = timedelta(days=7)


def checkout_pay(checkout_id: str, card_name: str) -> Checkout:
    """What happens on the provider's page: somebody pays with a card.

    Raises UnknownThere, KeyError for an unknown card, GatewayRefused where it is not open.
    """
    card = CARDS[card_name]
    with transaction.atomic():
        found = thing_locked(checkout_id)
        if found.body["state"] != CheckoutState.OPEN:
            raise GatewayRefused("checkout_not_open")
        found.body.setdefault("intent", name_new("pi"))
        if card.later:
            thing_change(found, "checkout.session.completed", state=CheckoutState.PROCESSING)
            thing_announce(found, f"{card.later}:{card.error}", after=SLOW)
        elif card.error:
            thing_change(found, "payment_intent.payment_failed", error=card.error)
        else:
            payment_take(found, card, "checkout.session.completed")
    return checkout_there(found)


def account_make_ready(account_id: str) -> None:
    """What happens on the provider's page: the organisation has said all that is asked of it."""
    with transaction.atomic():
        thing_change(thing_locked(account_id), "account.updated", ready=True)


def dispute_decide(dispute_id: str, state: str) -> None:
    """What the payer's bank decides: ``won`` by the payee, or ``lost``."""
    with transaction.atomic():
        found = thing_locked(dispute_id)
        thing_change(found, "charge.dispute.closed", state=state)
        if state == "lost":
            charge = charge_locked(found.body["intent"])
            charge.body["refunded"] = str(
                Decimal(charge.body["refunded"]) + Decimal(found.body["amount"])
            )
            charge.save()


def disputes_open(number: str) -> list[str]:
    """The provider's ids of open disputes over one of our payments."""
    found = SimulatedObject.objects.filter(type="dispute", body__number=number, body__state="open")
    return list(found.values_list("pk", flat=True))


def payment_take(found: SimulatedObject, card: Card, event: str) -> None:
    """Money arrives by the card: a charge is made, and perhaps its dispute; ``event`` is told."""
    body = found.body
    amount = (Decimal(body["amount"]) * card.part).quantize(Decimal("0.01"), ROUND_HALF_UP)
    fee = (amount * FEE).quantize(Decimal("0.01"), ROUND_HALF_UP)
    charge = SimulatedObject.objects.create(
        id=name_new("ch"),
        type="charge",
        body={
            "intent": body["intent"], "number": body["number"], "amount": str(amount),
            "currency": body["currency"], "refunded": "0.00",
        },
    )  # fmt: skip
    thing_change(
        found,
        event,
        state=CheckoutState.PAID,
        received=str(amount),
        fee=str(fee),
        charge=charge.id,
        error="",
    )
    if card.disputed:
        dispute = {
            "intent": body["intent"], "number": body["number"], "amount": str(amount),
            "fee": str(DISPUTE_FEE), "reason": "fraudulent", "state": "open",
            "due_by": (timezone.now() + DISPUTE_DAYS).isoformat(),
        }  # fmt: skip
        thing_announce(
            SimulatedObject.objects.create(id=name_new("dp"), type="dispute", body=dispute),
            "charge.dispute.created",
        )
