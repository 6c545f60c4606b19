"""A payment provider that is not there: it behaves as Stripe does, moves no money, and serves the
embedded default and the tests.

It has a memory of its own, keeps idempotency keys, and tells of every change by a webhook signed by
Stripe's scheme, at once or after a while. Which card is used decides what happens.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.money_fields import MAX_AMOUNT
from backend.payments.models import SimulatedEvent, SimulatedObject, SimulatedRequest

from . import signatures
from .protocol import (
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
    UnknownThere,
)

FEE = Decimal("0.006")  # of every payment
DISPUTE_FEE = Decimal("15.00")
SLOW = timedelta(seconds=45)
REFUSED_REFUND = Decimal("0.13")  # a refund of an amount that ends so fails
DISPUTE_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    """A test card: what happens with it, at once or later. Numbers are those of Stripe's test cards."""

    name: str
    number: str
    words: object
    error: str = ""
    later: str = ""  # the state that follows after SLOW
    part: Decimal = Decimal(1)  # of the amount that arrives
    disputed: bool = False


CARDS = {
    card.name: card
    for card in (
        Card("success", "4242 4242 4242 4242", _("It is paid at once")),
        Card("declined", "4000 0000 0000 0002", _("The card is declined"), error="card_declined"),
        Card(
            "insufficient", "4000 0000 0000 9995", _("The account does not hold enough"),
            error="insufficient_funds",
        ),
        Card("slow", "4000 0025 0000 1001", _("It is paid after a while"), later="paid"),
        Card(
            "slow_failure", "4000 0025 0000 1002", _("It fails after a while"), later="failed",
            error="payment_failed",
        ),
        Card(
            "short", "4000 0025 0000 1003", _("Half of the amount arrives"), part=Decimal("0.5")
        ),
        Card(
            "disputed", "4000 0000 0000 0259", _("It is paid, and the payer's bank takes it back"),
            disputed=True,
        ),
    )
}  # fmt: skip


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
        return _checkout(_made("cs", "checkout.session", body, key))

    def checkout_read(self, checkout_id: str) -> Checkout:
        """Its present state."""
        return _checkout(_object(checkout_id))

    def checkout_close(self, checkout_id: str) -> Checkout:
        """Expire it unless it is paid or being paid."""
        with transaction.atomic():
            found = _locked(checkout_id)
            if found.body["state"] == CheckoutState.OPEN:
                _change(found, "checkout.session.expired", state=CheckoutState.EXPIRED)
        return _checkout(found)

    def refund_make(
        self, intent_id: str, amount: Decimal, currency: str, *, number: str, key: str
    ) -> RefundThere:
        """Back to the card; an amount that ends in 13 cents comes back as failed."""
        with transaction.atomic():
            earlier = SimulatedRequest.objects.filter(key=key).first()
            if earlier is None:
                charge = _charge_of(intent_id)
                if amount > _left(charge):
                    raise GatewayRefused("charge_already_refunded")
            body = {"intent": intent_id, "amount": str(amount), "number": number}
            fails = amount % 1 == REFUSED_REFUND
            body["state"] = RefundState.FAILED if fails else RefundState.DONE
            made = _made("re", "refund", body, key, told="refund.updated")
            if earlier is None and not fails:
                charge.body["refunded"] = str(Decimal(charge.body["refunded"]) + amount)
                charge.save()
        return _refund(made)

    def refund_read(self, refund_id: str) -> RefundThere:
        """Its present state."""
        return _refund(_object(refund_id))

    def account_open(self, *, name: str, email: str, key: str) -> AccountThere:
        """An account that is ready once its owner has been on the simulated page."""
        return _account(_made("acct", "account", {"name": name, "ready": False}, key))

    def account_read(self, account_id: str) -> AccountThere:
        """Its present state."""
        return _account(_object(account_id))

    def account_link(self, account_id: str, *, back_url: str) -> str:
        """The simulated page where it is made ready."""
        return reverse("simulated_account", args=[account_id])

    def transfer_make(
        self, account_id: str, amount: Decimal, currency: str, *, number: str, charge_id: str,
        key: str,
    ) -> TransferThere:  # fmt: skip
        """To an account that is ready."""
        if not _object(account_id).body["ready"]:
            raise GatewayRefused("account_not_ready")
        body = {
            "account": account_id,
            "amount": str(amount),
            "currency": currency,
            "number": number,
            "reversed": "0.00",
        }
        return _transfer(_made("tr", "transfer", body, key, told="transfer.created"))

    def transfer_read(self, transfer_id: str) -> TransferThere:
        """Its present state."""
        return _transfer(_object(transfer_id))

    def transfer_reverse(self, transfer_id: str, amount: Decimal, *, key: str) -> TransferThere:
        """Back onto the platform's balance."""
        with transaction.atomic():
            found = _locked(transfer_id)
            new = not SimulatedRequest.objects.filter(key=key).exists()
            after = Decimal(found.body["reversed"]) + amount
            if new and after > Decimal(found.body["amount"]):
                raise GatewayRefused("transfer_already_reversed")
            _made("trr", "transfer_reversal", {"of": transfer_id, "amount": str(amount)}, key)
            if new:
                _change(found, "transfer.reversed", reversed=str(after))
        return _transfer(found)

    def dispute_read(self, dispute_id: str) -> DisputeThere:
        """Its present state."""
        body = _object(dispute_id).body
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
        return _told(body.decode())

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
            yield _told(_written(event))


def checkout_pay(checkout_id: str, card_name: str) -> Checkout:
    """What happens on the provider's page: somebody pays with a card.

    Raises UnknownThere, KeyError for an unknown card, GatewayRefused where it is not open.
    """
    card = CARDS[card_name]
    with transaction.atomic():
        found = _locked(checkout_id)
        if found.body["state"] != CheckoutState.OPEN:
            raise GatewayRefused("checkout_not_open")
        found.body.setdefault("intent", _name("pi"))
        if card.later:
            _change(found, "checkout.session.completed", state=CheckoutState.PROCESSING)
            _announce(found, f"{card.later}:{card.error}", after=SLOW)
        elif card.error:
            _change(found, "payment_intent.payment_failed", error=card.error)
        else:
            _take(found, card, "checkout.session.completed")
    return _checkout(found)


def account_make_ready(account_id: str) -> None:
    """What happens on the provider's page: the organisation has said all that is asked of it."""
    with transaction.atomic():
        _change(_locked(account_id), "account.updated", ready=True)


def dispute_decide(dispute_id: str, state: str) -> None:
    """What the payer's bank decides: ``won`` by the payee, or ``lost``."""
    with transaction.atomic():
        found = _locked(dispute_id)
        _change(found, "charge.dispute.closed", state=state)
        if state == "lost":
            charge = _charge_of(found.body["intent"])
            charge.body["refunded"] = str(
                Decimal(charge.body["refunded"]) + Decimal(found.body["amount"])
            )
            charge.save()


def disputes_open(number: str) -> list[str]:
    """The provider's ids of open disputes over one of our payments."""
    found = SimulatedObject.objects.filter(type="dispute", body__number=number, body__state="open")
    return list(found.values_list("pk", flat=True))


def webhooks_send(take: Callable[[bytes, str], bool], *, now: datetime | None = None) -> int:
    """Hand over what is due, oldest first, signed; what is not taken is tried again later.

    ``take`` gets body and signature and says whether it was taken. Returns how many were.
    """
    moment = now or timezone.now()
    sent = 0
    due = SimulatedEvent.objects.filter(delivered_at=None, due_at__lte=moment)
    for event in due.order_by("due_at", "pk"):
        _happen(event)
        body = _written(event).encode()
        taken = take(body, signatures.sign(body, settings.SIMULATED_WEBHOOK_SECRET))
        event.attempts += 1
        if taken:
            event.delivered_at = timezone.now()
            sent += 1
        else:
            event.due_at = moment + timedelta(seconds=2**event.attempts)
        event.save()
    return sent


def _take(found: SimulatedObject, card: Card, event: str) -> None:
    body = found.body
    amount = (Decimal(body["amount"]) * card.part).quantize(Decimal("0.01"), ROUND_HALF_UP)
    fee = (amount * FEE).quantize(Decimal("0.01"), ROUND_HALF_UP)
    charge = SimulatedObject.objects.create(
        id=_name("ch"),
        type="charge",
        body={
            "intent": body["intent"], "number": body["number"], "amount": str(amount),
            "currency": body["currency"], "refunded": "0.00",
        },
    )  # fmt: skip
    _change(
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
        _announce(
            SimulatedObject.objects.create(id=_name("dp"), type="dispute", body=dispute),
            "charge.dispute.created",
        )


def _happen(event: SimulatedEvent) -> None:
    """What was announced for later takes place when its time has come."""
    outcome, _sign, error = event.type.partition(":")
    if outcome not in {"paid", "failed"}:
        return
    with transaction.atomic():
        found = _locked(event.object_id)
        event.type = "checkout.session.async_payment_succeeded"
        if outcome == "paid":
            _take(found, CARDS["success"], "")
        else:
            event.type = "checkout.session.async_payment_failed"
            _change(found, "", state=CheckoutState.FAILED, error=error)
        event.save()


def _made(
    prefix: str, kind: str, body: dict[str, Any], key: str, *, told: str = ""
) -> SimulatedObject:
    """A new object, or that of the same key. Raises GatewayRefused for the key of another request."""
    digest = hashlib.sha256(json.dumps([kind, body], sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        request, new = SimulatedRequest.objects.get_or_create(
            key=key, defaults={"digest": digest, "object_id": _name(prefix)}
        )
        if request.digest != digest:
            raise GatewayRefused("idempotency_key_in_use")
        if not new:
            return SimulatedObject.objects.get(pk=request.object_id)
        made = SimulatedObject.objects.create(id=request.object_id, type=kind, body=body)
        if told:
            _announce(made, told)
    return made


def _change(found: SimulatedObject, event: str, **values: Any) -> None:
    found.body.update(values)
    found.save()
    if event:
        _announce(found, event)


def _announce(found: SimulatedObject, event: str, *, after: timedelta = timedelta()) -> None:
    SimulatedEvent.objects.create(
        id=_name("evt"), type=event, object_id=found.id, due_at=timezone.now() + after
    )


def _written(event: SimulatedEvent) -> str:
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


def _told(body: str) -> EventThere:
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


def _object(object_id: str) -> SimulatedObject:
    found = SimulatedObject.objects.filter(pk=object_id).first()
    if found is None:
        raise UnknownThere(object_id)
    return found


def _locked(object_id: str) -> SimulatedObject:
    found = SimulatedObject.objects.select_for_update().filter(pk=object_id).first()
    if found is None:
        raise UnknownThere(object_id)
    return found


def _charge_of(intent_id: str) -> SimulatedObject:
    charges = SimulatedObject.objects.select_for_update().filter(type="charge")
    found = charges.filter(body__intent=intent_id).first()
    if found is None:
        raise UnknownThere(intent_id)
    return found


def _left(charge: SimulatedObject) -> Decimal:
    return Decimal(charge.body["amount"]) - Decimal(charge.body["refunded"])


def _name(prefix: str) -> str:
    return f"{prefix}_sim_{secrets.token_hex(12)}"


def _checkout(found: SimulatedObject) -> Checkout:
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


def _refund(found: SimulatedObject) -> RefundThere:
    failed = found.body["state"] == RefundState.FAILED
    return RefundThere(
        id=found.id,
        state=RefundState(found.body["state"]),
        amount=Decimal(found.body["amount"]),
        error="expired_or_canceled_card" if failed else "",
    )


def _transfer(found: SimulatedObject) -> TransferThere:
    return TransferThere(
        id=found.id,
        amount=Decimal(found.body["amount"]),
        reversed=Decimal(found.body["reversed"]),
    )


def _account(found: SimulatedObject) -> AccountThere:
    return AccountThere(id=found.id, ready=found.body["ready"])
