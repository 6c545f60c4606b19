"""What can go wrong between a provider and our books: each a clear error, on record, mended."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from backend.core.dispatcher import deliver_all
from backend.core.errors import Unavailable, WrongState
from backend.ledger.models import Entry, Journal
from backend.payments import gateways, services
from backend.payments.gateways import local, signatures
from backend.payments.gateways.local import LocalGateway
from backend.payments.gateways.protocol import BadSignature
from backend.payments.models import (
    Difference,
    Payment,
    Refund,
    SimulatedEvent,
    SimulatedObject,
    WebhookEvent,
    WebhookRefusal,
)
from tests.factories import Market, actor

from . import bills
from .bills import AMOUNT, books, paid, settle, started

pytestmark = pytest.mark.django_db
SECRET = "simulated:"


def message(event: str, kind: str, about: str, *, live: bool = False, number: str = "") -> bytes:
    """A provider's message about an object."""
    told = {
        "id": event,
        "object": "event",
        "livemode": live,
        "type": f"{kind}.updated",
        "data": {"object": {"id": about, "object": kind, "metadata": {"number": number}}},
    }
    return json.dumps(told).encode()


def take(body: bytes, settings: Any) -> WebhookEvent:
    signature = signatures.sign(body, settings.SIMULATED_WEBHOOK_SECRET)
    return services.webhook_take(gateway="local", body=body, signature=signature)


def test_every_message_twice_late_and_shuffled_gives_the_same_books(
    market: Market, settings: Any
) -> None:
    payment = paid(market, "disputed")
    local.dispute_decide(payment.disputes.get().provider_id, "won")
    settle(payment)
    bills.account_ready(market)
    before = (payment.state, books(market), Journal.objects.count(), Entry.objects.count())
    bodies = [event.body.encode() for event in WebhookEvent.objects.all()] * 2
    random.Random(7).shuffle(bodies)
    for body in bodies:
        take(body, settings)
    services.webhooks_replay(since=timezone.now() - timedelta(days=1), all_states=True)
    settle(payment)
    after = (payment.state, books(market), Journal.objects.count(), Entry.objects.count())
    assert after == before
    assert set(WebhookEvent.objects.values_list("state", flat=True)) == {"handled"}
    assert WebhookEvent.objects.filter(times=3).exists()


def test_a_message_that_is_not_the_providers_is_refused_and_counted(
    market: Market, settings: Any, client: Client
) -> None:
    body, secret = message("evt_1", "charge", "ch_1"), settings.SIMULATED_WEBHOOK_SECRET
    old = signatures.sign(body, secret, at=1)
    wrong = [("", "missing"), ("t=x,v1=y", "malformed"), ("t=1", "malformed"), (old, "old"),
             (signatures.sign(b"{}", secret), "wrong")]  # fmt: skip
    for signature, reason in wrong:
        answer = client.post(
            "/payments/webhooks/local/", body, content_type="application/json",
            headers={"Stripe-Signature": signature},
        )  # fmt: skip
        assert (answer.status_code, answer.json()["reason"]) == (400, reason)
    with pytest.raises(BadSignature, match="unreadable"):
        services.webhook_take(gateway="local", body=b"[]", signature=signatures.sign(b"[]", secret))
    assert not WebhookEvent.objects.exists()
    assert sum(WebhookRefusal.objects.values_list("times", flat=True)) == 6
    assert client.post("/payments/webhooks/nobody/", body, content_type="x/y").status_code == 404
    assert client.get("/payments/webhooks/local/").status_code == 405


def test_a_message_of_another_mode_or_about_something_unknown_changes_nothing(
    market: Market, settings: Any
) -> None:
    payment = started(market)
    before = Payment.objects.values().get()
    live = take(message("evt_l", "checkout.session", payment.checkout_id, live=True), settings)
    stranger = take(message("evt_u", "checkout.session", "cs_nobody"), settings)
    other = take(message("evt_o", "customer", "cus_1"), settings)
    deliver_all()
    for event, state in ((live, "other_mode"), (stranger, "unknown"), (other, "irrelevant")):
        event.refresh_from_db()
        assert event.state == state
    assert Payment.objects.values().get() == before
    WebhookEvent.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert services.payments_reconcile() == 1
    assert Difference.objects.get().kind == "unhandled"


class _Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("asked", ["checkout_open", "refund_make", "transfer_make"])
def test_a_process_that_dies_between_the_providers_answer_and_our_commit_loses_nothing(
    market: Market, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    original = getattr(LocalGateway, asked)

    def dies(self: Any, *args: Any, **kwargs: Any) -> Any:
        original(self, *args, **kwargs)
        raise _Killed

    def killed(step: Any) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(LocalGateway, asked, dies)
            with pytest.raises(_Killed):
                step()

    if asked == "checkout_open":
        due = bills.bill(market)
        payment = services.payment_start(
            actor=actor(market.buyer), kind="bill", payable_id=due.id, method="local"
        )
        killed(lambda: services.payment_open(payment_id=payment.pk))
        there = SimulatedObject.objects.get(type="checkout.session")
        local.checkout_pay(there.pk, "success")  # paid before we know its name
        settle(payment)
    else:
        payment = paid(market)
    if asked == "transfer_make":
        services.account_open(
            actor=actor(market.office), organisation_id=market.university.pk, gateway="local"
        )
        local.account_make_ready(SimulatedObject.objects.get(type="account").pk)
        SimulatedEvent.objects.update(delivered_at=timezone.now())
        services.account_refresh(
            gateway="local", account_id=SimulatedObject.objects.get(type="account").pk
        )
        killed(lambda: services.payouts_ask(payment_id=payment.pk))
    if asked == "refund_make":
        services.refund_start(
            actor=actor(market.office), payment_id=payment.pk, amount=AMOUNT, reason="agreed"
        )
        killed(lambda: services.refund_ask(refund_id=Refund.objects.get().pk))
    services.payments_reconcile()
    settle(payment)
    services.payments_reconcile()
    assert not Difference.objects.filter(resolved_at=None).exists()
    kinds = {"checkout_open": "charge", "refund_make": "refund", "transfer_make": "transfer"}
    assert SimulatedObject.objects.filter(type=kinds[asked]).count() == 1
    expected = {"checkout_open": "settled", "refund_make": "refunded", "transfer_make": "settled"}
    assert payment.state == expected[asked]
    assert books(market).received == (
        AMOUNT - (payment.fee or 0) if asked == "transfer_make" else 0
    )
    assert sum(entry.amount for entry in Entry.objects.all()) == 0


def test_lost_messages_are_healed_by_the_nightly_comparison(market: Market) -> None:
    payment = started(market)
    local.checkout_pay(payment.checkout_id, "success")
    SimulatedEvent.objects.update(delivered_at=timezone.now())
    assert services.payments_reconcile() == 0
    payment.refresh_from_db()
    assert payment.state == "settled"


def test_differences_are_listed_until_they_are_gone(market: Market, capsys: Any) -> None:
    payment = paid(market)
    there = SimulatedObject.objects.get(type="charge")
    unknown = SimulatedObject.objects.create(
        id="ch_unknown", type="charge", body=there.body | {"number": "ZF-1999-000001"}
    )
    Payment.objects.filter(pk=payment.pk).update(received=AMOUNT - 1)
    assert services.payments_reconcile() == 2
    with pytest.raises(SystemExit):
        call_command("payments_reconcile")
    assert "missing_here ch_unknown" in capsys.readouterr().out
    assert Difference.objects.count() == 2  # the same ones, not new ones each night
    unknown.delete()
    Payment.objects.filter(pk=payment.pk).update(received=AMOUNT)
    assert services.payments_reconcile() == 0
    SimulatedObject.objects.filter(type="charge").delete()
    assert services.payments_reconcile() == 1
    assert Difference.objects.get(resolved_at=None).kind == "missing_there"


def test_a_provider_that_does_not_answer_is_asked_again(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = bills.bill(market)

    def down(*args: Any, **kwargs: Any) -> Any:
        raise Unavailable("down")

    with monkeypatch.context() as patched:
        patched.setattr(LocalGateway, "checkout_open", down)
        payment = services.payment_start(
            actor=actor(market.buyer), kind="bill", payable_id=due.id, method="local"
        )
        deliver_all()
        payment.refresh_from_db()
        assert payment.state == "asked"
        patched.setattr(LocalGateway, "charges_since", down)
        assert services.payments_reconcile() == 0
    services.payments_reconcile()
    payment.refresh_from_db()
    assert payment.state == "open"


def test_a_provider_that_refuses_the_request_fails_the_payment(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise gateways.protocol.GatewayRefused("amount_too_large")

    monkeypatch.setattr(LocalGateway, "checkout_open", refuse)
    payment = started(market)
    assert (payment.state, payment.failure, payment.last_error) == (
        "failed", "refused", "amount_too_large",
    )  # fmt: skip


def test_the_same_key_for_another_request_is_refused_as_stripe_does(market: Market) -> None:
    gateway = LocalGateway()
    charge = paid(market).intent_id
    gateway.refund_make(charge, Decimal(5), "CNY", number="1", key="k")
    assert gateway.refund_make(charge, Decimal(5), "CNY", number="1", key="k").amount == 5
    assert SimulatedObject.objects.filter(type="refund").count() == 1
    with pytest.raises(gateways.protocol.GatewayRefused, match="idempotency"):
        gateway.refund_make(charge, Decimal(6), "CNY", number="1", key="k")


def test_two_who_confirm_at_once_confirm_once(market: Market) -> None:
    payment = started(market, "bank")
    given = {"amount": AMOUNT, "received_on": timezone.localdate()}
    services.payment_confirm(
        actor=actor(market.office), payment_id=payment.pk, expected_revision=2, **given
    )
    with pytest.raises(WrongState):
        services.payment_confirm(
            actor=actor(market.office), payment_id=payment.pk, expected_revision=2, **given
        )
    assert Journal.objects.count() == 1
