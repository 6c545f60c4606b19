"""Stripe by its own library; nothing else imports it.

Separate charges and transfers: a Checkout Session takes the payment onto the platform's balance, shares
are passed on to connected accounts in the payment's transfer group.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

import stripe
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from backend.core.errors import Unavailable

from . import signatures
from .protocol import (
    AccountThere,
    ChargeThere,
    Checkout,
    DisputeThere,
    EventThere,
    GatewayRefused,
    Order,
    RefundThere,
    TransferThere,
    UnknownThere,
)
from .stripe_answers import (
    account_there,
    charge_there,
    checkout_there,
    dispute_there,
    event_there,
    refund_there,
    transfer_there,
)

T = TypeVar("T")
PAID_PARTS = ["payment_intent.latest_charge.balance_transaction"]
_DOWN = (stripe.APIConnectionError, stripe.RateLimitError)


@lru_cache(maxsize=4)
def _client(key: str, address: str) -> stripe.StripeClient:
    addresses: Any = {"api": address} if address else None
    return stripe.StripeClient(key, base_addresses=addresses, max_network_retries=2)


class StripeGateway:
    """The installation's Stripe account. Amounts are asked for in hundredths, as all of ours are."""

    name = "stripe"
    most = Decimal("999999.99")  # Stripe's largest charge, eight digits

    @property
    def live(self) -> bool:
        """Whether the key moves real money."""
        return "_live_" in settings.STRIPE_KEY

    @property
    def _v1(self) -> Any:
        return _client(settings.STRIPE_KEY, settings.STRIPE_ADDRESS).v1

    def checkout_open(self, order: Order, *, key: str) -> Checkout:
        """A Checkout Session on Stripe's own page."""
        params = {
            "mode": "payment",
            "client_reference_id": order.number,
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": order.currency.lower(),
                        "unit_amount": _minor(order.amount),
                        "product_data": {"name": order.title[:250]},
                    },
                }
            ],
            "payment_intent_data": {
                "transfer_group": order.number,
                "metadata": {"number": order.number},
            },
            "metadata": {"number": order.number},
            "success_url": order.back_url,
            "cancel_url": order.back_url,
            "expires_at": int(order.until.timestamp()),
        }
        return checkout_there(_told(lambda: self._v1.checkout.sessions.create(params, _keyed(key))))

    def checkout_read(self, checkout_id: str) -> Checkout:
        """The session with its charge and what Stripe kept of it."""
        expanded = {"expand": PAID_PARTS}
        return checkout_there(
            _told(lambda: self._v1.checkout.sessions.retrieve(checkout_id, expanded))
        )

    def checkout_close(self, checkout_id: str) -> Checkout:
        """Expire the session; where it was paid meanwhile, Stripe refuses and we look again."""
        with suppress(GatewayRefused):
            _asked(lambda: self._v1.checkout.sessions.expire(checkout_id))
        return self.checkout_read(checkout_id)

    def refund_make(
        self, intent_id: str, amount: Decimal, currency: str, *, number: str, key: str
    ) -> RefundThere:
        """A refund of the payment intent."""
        params = {
            "payment_intent": intent_id,
            "amount": _minor(amount),
            "metadata": {"number": number},
        }
        return refund_there(_told(lambda: self._v1.refunds.create(params, _keyed(key))))

    def refund_read(self, refund_id: str) -> RefundThere:
        """The refund as it is now."""
        return refund_there(_told(lambda: self._v1.refunds.retrieve(refund_id)))

    def account_open(self, *, name: str, email: str, key: str) -> AccountThere:
        """A connected account that Stripe itself asks what it must know."""
        params = {
            "type": "express",
            "email": email,
            "business_type": "company",
            "company": {"name": name[:100]},
            "capabilities": {"transfers": {"requested": True}},
        }
        return account_there(_told(lambda: self._v1.accounts.create(params, _keyed(key))))

    def account_read(self, account_id: str) -> AccountThere:
        """The account as it is now."""
        return account_there(_told(lambda: self._v1.accounts.retrieve(account_id)))

    def account_link(self, account_id: str, *, back_url: str) -> str:
        """Stripe's onboarding page."""
        params = {
            "account": account_id,
            "type": "account_onboarding",
            "return_url": back_url,
            "refresh_url": back_url,
        }
        url: str = _told(lambda: self._v1.account_links.create(params))["url"]
        return url

    def transfer_make(
        self, account_id: str, amount: Decimal, currency: str, *, number: str, charge_id: str,
        key: str,
    ) -> TransferThere:  # fmt: skip
        """A transfer out of this very charge, so that it waits until the charge is available."""
        params = {
            "destination": account_id,
            "amount": _minor(amount),
            "currency": currency.lower(),
            "transfer_group": number,
            "metadata": {"number": number},
        }
        if charge_id:
            params["source_transaction"] = charge_id
        return transfer_there(_told(lambda: self._v1.transfers.create(params, _keyed(key))))

    def transfer_read(self, transfer_id: str) -> TransferThere:
        """The transfer as it is now."""
        return transfer_there(_told(lambda: self._v1.transfers.retrieve(transfer_id)))

    def transfer_reverse(self, transfer_id: str, amount: Decimal, *, key: str) -> TransferThere:
        """Take a part back from the connected account."""
        params = {"amount": _minor(amount)}
        _asked(lambda: self._v1.transfers.reversals.create(transfer_id, params, _keyed(key)))
        return self.transfer_read(transfer_id)

    def dispute_read(self, dispute_id: str) -> DisputeThere:
        """The dispute as it is now."""
        return dispute_there(_told(lambda: self._v1.disputes.retrieve(dispute_id)))

    def event_read(self, body: bytes, signature: str) -> EventThere:
        """Check Stripe's signature and read what the message is about."""
        signatures.check(body, signature, settings.STRIPE_WEBHOOK_SECRET)
        return event_there(json.loads(body), body.decode())

    def charges_since(self, since: datetime) -> Iterator[ChargeThere]:
        """Succeeded charges, page by page."""
        params = {"created": {"gte": int(since.timestamp())}, "limit": 100}
        for listed in _asked(lambda: self._v1.charges.list(params)).auto_paging_iter():
            each = listed.to_dict()
            if each["status"] == "succeeded":
                yield charge_there(each)

    def events_missed(self, since: datetime) -> Iterator[EventThere]:
        """What Stripe could not hand over; it keeps events for thirty days."""
        params = {
            "created": {"gte": int(since.timestamp())},
            "delivery_success": False,
            "limit": 100,
        }
        for each in _asked(lambda: self._v1.events.list(params)).auto_paging_iter():
            told = each.to_dict()
            yield event_there(told, json.dumps(told, default=str))  # it reads decimals


def _told(ask: Callable[[], Any]) -> dict[str, Any]:
    """The answer as plain values."""
    found: dict[str, Any] = _asked(ask).to_dict()
    return found


def _asked(ask: Callable[[], T]) -> T:
    """The answer. Raises Unavailable, UnknownThere, GatewayRefused."""
    try:
        return ask()
    except _DOWN as error:
        raise Unavailable(_("Stripe does not answer; nothing was lost.")) from error
    except stripe.InvalidRequestError as error:
        if error.code == "resource_missing" and error.http_status == 404:
            raise UnknownThere(str(error.user_message or error)) from error
        raise GatewayRefused(str(error.user_message or error)) from error
    except stripe.StripeError as error:
        if (error.http_status or 500) >= 500:
            raise Unavailable(_("Stripe does not answer; nothing was lost.")) from error
        raise GatewayRefused(str(error.user_message or error)) from error


def _keyed(key: str) -> dict[str, str]:
    return {"idempotency_key": key}


def _minor(amount: Decimal) -> int:
    return int(amount * 100)
