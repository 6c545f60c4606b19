"""Every call that the Stripe gateway makes, answered by Stripe's own schema-checking server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import stripe
from django.utils import timezone

from backend.core.errors import Unavailable
from backend.payments.gateways import methods_for, signatures
from backend.payments.gateways.protocol import (
    BadSignature,
    CheckoutState,
    GatewayRefused,
    Order,
    RefundState,
)
from backend.payments.gateways.stripe_answers import checkout_there
from backend.payments.gateways.stripe_gateway import StripeGateway, _asked
from deploy.local import servers
from deploy.local.stripe_mock import NotBuilt
from tests import SERVERS


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """stripe-mock; where there is no network to build it from, the tests say so."""
    try:
        with servers.running_servers(
            SERVERS, ["stripe-mock"], report=lambda line: None
        ) as addresses:
            yield addresses["STRIPE_ADDRESS"]
    except NotBuilt as error:
        pytest.skip(f"NOT TESTED against Stripe's schema: {error}")


@pytest.fixture
def gateway(settings: Any, address: str) -> StripeGateway:
    settings.STRIPE_KEY, settings.STRIPE_ADDRESS = "sk_test_123", address
    return StripeGateway()


def order(**values: Any) -> Order:
    given = {
        "number": "ZF-2026-000001",
        "title": "散热膜委托开发 · 节点一",
        "amount": Decimal("80000.00"),
        "currency": "CNY",
        "back_url": "https://example.org/payments/1/?back=1",
        "until": timezone.now() + timedelta(hours=23),
    }
    return Order(**(given | values))


@pytest.mark.servers
def test_stripe_accepts_every_request(gateway: StripeGateway) -> None:
    opened = gateway.checkout_open(order(), key="k1")
    assert opened.state == CheckoutState.OPEN
    assert opened.id.startswith("cs_")
    assert gateway.checkout_read(opened.id).intent_id.startswith("pi_")
    gateway.checkout_close(opened.id)
    refund = gateway.refund_make("pi_1", Decimal("12.34"), "CNY", number="ZF", key="k2")
    assert refund.state == RefundState.DONE
    gateway.refund_read(refund.id)
    account = gateway.account_open(name="某大学", email="office@example.org", key="k3")
    gateway.account_read(account.id)
    assert gateway.account_link(account.id, back_url="https://example.org/").startswith("https://")
    sent = gateway.transfer_make(
        account.id, Decimal("70.00"), "CNY", number="ZF", charge_id="ch_1", key="k4"
    )
    gateway.transfer_read(sent.id)
    gateway.transfer_reverse(sent.id, Decimal(5), key="k5")
    gateway.dispute_read("dp_1")
    list(gateway.charges_since(timezone.now() - timedelta(days=35)))
    list(gateway.events_missed(timezone.now() - timedelta(days=30)))


@pytest.mark.servers
def test_stripes_schema_refuses_what_it_does_not_know(gateway: StripeGateway) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        gateway._v1.refunds.create({"bogus": 1})
    with pytest.raises(GatewayRefused):
        _asked(lambda: gateway._v1.checkout.sessions.create({"mode": "nothing"}))


def test_a_server_that_is_away_is_waited_for(settings: Any) -> None:
    settings.STRIPE_KEY, settings.STRIPE_ADDRESS = "sk_test_1", "http://127.0.0.1:9"
    with pytest.raises(Unavailable):
        StripeGateway().checkout_read("cs_1")


def test_our_signatures_are_stripes_scheme(settings: Any) -> None:
    body = b'{"id": "evt"}'
    header = signatures.sign(body, "whsec_1")
    stripe.WebhookSignature.verify_header(body, header, "whsec_1", tolerance=300)
    theirs = stripe.WebhookSignature.generate_signature_header(body.decode(), "whsec_1")
    signatures.check(body, theirs, "whsec_1")
    for bad in ("", header.replace("v1=", "v1=0"), "t=,v1=", "t=99,v1=é"):
        with pytest.raises(BadSignature):
            signatures.check(body, bad, "whsec_1")
    settings.STRIPE_WEBHOOK_SECRET = ""
    with pytest.raises(BadSignature):
        StripeGateway().event_read(body, header)


def test_the_state_is_read_off_session_and_intent() -> None:
    session = {"id": "cs_1", "status": "complete", "payment_status": "unpaid", "currency": "cny"}
    intent = {
        "id": "pi_1", "status": "processing", "amount_received": 0, "latest_charge": None,
        "last_payment_error": None,
    }  # fmt: skip
    assert checkout_there(session | {"payment_intent": intent}).state == CheckoutState.PROCESSING
    failed = intent | {
        "status": "requires_payment_method",
        "last_payment_error": {"message": "Your card was declined."},
    }
    assert checkout_there(session | {"payment_intent": failed}).state == CheckoutState.FAILED
    assert checkout_there(session | {"payment_intent": failed}).error == "Your card was declined."
    charge = {"id": "ch_1", "balance_transaction": {"fee": 4800}}
    done = intent | {"status": "succeeded", "amount_received": 8000000, "latest_charge": charge}
    paid = checkout_there(session | {"payment_status": "paid", "payment_intent": done})
    assert (paid.state, paid.received, paid.fee) == ("paid", Decimal(80000), Decimal(48))
    assert checkout_there(session | {"status": "expired"}).state == CheckoutState.EXPIRED
    assert checkout_there(session | {"status": "open"}).state == CheckoutState.OPEN


def test_stripe_is_not_offered_for_more_than_it_takes(settings: Any) -> None:
    settings.PAYMENT_METHODS = ["stripe", "bank"]
    assert [each.name for each in methods_for(Decimal("999999.99"))] == ["stripe", "bank"]
    assert [each.name for each in methods_for(Decimal(1000000))] == ["bank"]
