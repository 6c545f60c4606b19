"""The simulated provider, as payments see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from backend.core.money_fields import MAX_AMOUNT
from backend.payments.gateways import signatures
from backend.payments.gateways.protocol import (
    AccountThere,
    ChargeThere,
    Checkout,
    CheckoutState,
    DisputeThere,
    EventThere,
    GatewayRefused,
    Order,
    RefundState,
    RefundThere,
    TransferThere,
)
from backend.payments.models import SimulatedEvent, SimulatedObject, SimulatedRequest

from .answers import (
    account_there,
    checkout_there,
    event_there,
    event_written,
    refund_there,
    transfer_there,
)
from .memory import charge_left, charge_locked, thing_change, thing_locked, thing_make, thing_named

REFUSED_REFUND = Decimal("0.13")  # a refund of an amount that ends so fails


class LocalGateway:
    """The simulated provider."""

    name = "local"
    most = Decimal(MAX_AMOUNT)
    live = False

    def checkout_open(self, order: Order, *, key: str) -> Checkout:
        """A checkout on the simulated page."""
        body = {
            "number": order.number,
            "title": order.title,
            "amount": str(order.amount),
            "currency": order.currency,
            "back_url": order.back_url,
            "state": CheckoutState.OPEN,
        }
        return checkout_there(thing_make("cs", "checkout.session", body, key))

    def checkout_read(self, checkout_id: str) -> Checkout:
        """Its present state."""
        return checkout_there(thing_named(checkout_id))

    def checkout_close(self, checkout_id: str) -> Checkout:
        """Expire it unless it is paid or being paid."""
        with transaction.atomic():
            found = thing_locked(checkout_id)
            if found.body["state"] == CheckoutState.OPEN:
                thing_change(found, "checkout.session.expired", state=CheckoutState.EXPIRED)
        return checkout_there(found)

    def refund_make(
        self, intent_id: str, amount: Decimal, currency: str, *, number: str, key: str
    ) -> RefundThere:
        """Back to the card; an amount that ends in 13 cents comes back as failed."""
        with transaction.atomic():
            earlier = SimulatedRequest.objects.filter(key=key).first()
            if earlier is None:
                charge = charge_locked(intent_id)
                if amount > charge_left(charge):
                    raise GatewayRefused("charge_already_refunded")
            body = {"intent": intent_id, "amount": str(amount), "number": number}
            fails = amount % 1 == REFUSED_REFUND
            body["state"] = RefundState.FAILED if fails else RefundState.DONE
            made = thing_make("re", "refund", body, key, told="refund.updated")
            if earlier is None and not fails:
                charge.body["refunded"] = str(Decimal(charge.body["refunded"]) + amount)
                charge.save()
        return refund_there(made)

    def refund_read(self, refund_id: str) -> RefundThere:
        """Its present state."""
        return refund_there(thing_named(refund_id))

    def account_open(self, *, name: str, email: str, key: str) -> AccountThere:
        """An account that is ready once its owner has been on the simulated page."""
        return account_there(thing_make("acct", "account", {"name": name, "ready": False}, key))

    def account_read(self, account_id: str) -> AccountThere:
        """Its present state."""
        return account_there(thing_named(account_id))

    def account_link(self, account_id: str, *, back_url: str) -> str:
        """The simulated page where it is made ready."""
        return reverse("simulated_account", args=[account_id])

    def transfer_make(
        self, account_id: str, amount: Decimal, currency: str, *, number: str, charge_id: str,
        key: str,
    ) -> TransferThere:  # fmt: skip
        """To an account that is ready."""
        if not thing_named(account_id).body["ready"]:
            raise GatewayRefused("account_not_ready")
        body = {
            "account": account_id,
            "amount": str(amount),
            "currency": currency,
            "number": number,
            "reversed": "0.00",
        }
        return transfer_there(thing_make("tr", "transfer", body, key, told="transfer.created"))

    def transfer_read(self, transfer_id: str) -> TransferThere:
        """Its present state."""
        return transfer_there(thing_named(transfer_id))

    def transfer_reverse(self, transfer_id: str, amount: Decimal, *, key: str) -> TransferThere:
        """Back onto the platform's balance."""
        with transaction.atomic():
            found = thing_locked(transfer_id)
            new = not SimulatedRequest.objects.filter(key=key).exists()
            after = Decimal(found.body["reversed"]) + amount
            if new and after > Decimal(found.body["amount"]):
                raise GatewayRefused("transfer_already_reversed")
            thing_make("trr", "transfer_reversal", {"of": transfer_id, "amount": str(amount)}, key)
            if new:
                thing_change(found, "transfer.reversed", reversed=str(after))
        return transfer_there(found)

    def dispute_read(self, dispute_id: str) -> DisputeThere:
        """Its present state."""
        body = thing_named(dispute_id).body
        return DisputeThere(
            id=dispute_id,
            intent_id=body["intent"],
            amount=Decimal(body["amount"]),
            fee=Decimal(body["fee"]),
            reason=body["reason"],
            state=body["state"],
            due_by=datetime.fromisoformat(body["due_by"]),
        )

    def event_read(self, body: bytes, signature: str) -> EventThere:
        """Check the signature as of any provider's message."""
        signatures.check(body, signature, settings.SIMULATED_WEBHOOK_SECRET)
        return event_there(body.decode())

    def charges_since(self, since: datetime) -> Iterator[ChargeThere]:
        """What was paid."""
        for each in SimulatedObject.objects.filter(type="charge", made_at__gte=since):
            yield ChargeThere(
                id=each.id,
                intent_id=each.body["intent"],
                number=each.body["number"],
                amount=Decimal(each.body["amount"]),
                currency=each.body["currency"],
                refunded=Decimal(each.body["refunded"]),
            )

    def events_missed(self, since: datetime) -> Iterator[EventThere]:
        """What it could not hand over."""
        due = SimulatedEvent.objects.filter(
            delivered_at=None, due_at__range=(since, timezone.now())
        )
        for event in due:
            yield event_there(event_written(event))
