"""Stripe by its own library; nothing else imports it.

Separate charges and transfers: a Checkout Session takes the payment onto the platform's balance, shares
are passed on to connected accounts in the payment's transfer group.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
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

T = TypeVar("T")
PAID_PARTS = ["payment_intent.latest_charge.balance_transaction"]
_LOST = {"lost"}
_WON = {"won", "warning_closed", "prevented"}
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
        return _checkout(_told(lambda: self._v1.checkout.sessions.create(params, _keyed(key))))

    def checkout_read(self, checkout_id: str) -> Checkout:
        """The session with its charge and what Stripe kept of it."""
        expanded = {"expand": PAID_PARTS}
        return _checkout(_told(lambda: self._v1.checkout.sessions.retrieve(checkout_id, expanded)))

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
        return _refund(_told(lambda: self._v1.refunds.create(params, _keyed(key))))

    def refund_read(self, refund_id: str) -> RefundThere:
        """The refund as it is now."""
        return _refund(_told(lambda: self._v1.refunds.retrieve(refund_id)))

    def account_open(self, *, name: str, email: str, key: str) -> AccountThere:
        """A connected account that Stripe itself asks what it must know."""
        params = {
            "type": "express",
            "email": email,
            "business_type": "company",
            "company": {"name": name[:100]},
            "capabilities": {"transfers": {"requested": True}},
        }
        return _account(_told(lambda: self._v1.accounts.create(params, _keyed(key))))

    def account_read(self, account_id: str) -> AccountThere:
        """The account as it is now."""
        return _account(_told(lambda: self._v1.accounts.retrieve(account_id)))

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
        return _transfer(_told(lambda: self._v1.transfers.create(params, _keyed(key))))

    def transfer_read(self, transfer_id: str) -> TransferThere:
        """The transfer as it is now."""
        return _transfer(_told(lambda: self._v1.transfers.retrieve(transfer_id)))

    def transfer_reverse(self, transfer_id: str, amount: Decimal, *, key: str) -> TransferThere:
        """Take a part back from the connected account."""
        params = {"amount": _minor(amount)}
        _asked(lambda: self._v1.transfers.reversals.create(transfer_id, params, _keyed(key)))
        return self.transfer_read(transfer_id)

    def dispute_read(self, dispute_id: str) -> DisputeThere:
        """The dispute as it is now."""
        found = _told(lambda: self._v1.disputes.retrieve(dispute_id))
        moved = found.get("balance_transactions") or []
        due = (found.get("evidence_details") or {}).get("due_by")
        status = found["status"]
        return DisputeThere(
            id=found["id"],
            intent_id=_id(found.get("payment_intent")),
            amount=_major(found["amount"]),
            fee=_major(sum(int(each.get("fee") or 0) for each in moved)),
            reason=str(found.get("reason") or ""),
            state="lost" if status in _LOST else "won" if status in _WON else "open",
            due_by=datetime.fromtimestamp(due, tz=UTC) if due else None,
        )

    def event_read(self, body: bytes, signature: str) -> EventThere:
        """Check Stripe's signature and read what the message is about."""
        signatures.check(body, signature, settings.STRIPE_WEBHOOK_SECRET)
        return _event(json.loads(body), body.decode())

    def charges_since(self, since: datetime) -> Iterator[ChargeThere]:
        """Succeeded charges, page by page."""
        params = {"created": {"gte": int(since.timestamp())}, "limit": 100}
        for listed in _asked(lambda: self._v1.charges.list(params)).auto_paging_iter():
            each = listed.to_dict()
            if each["status"] == "succeeded":
                yield ChargeThere(
                    id=each["id"],
                    intent_id=_id(each.get("payment_intent")),
                    number=str((each.get("metadata") or {}).get("number") or ""),
                    amount=_major(each["amount"]),
                    currency=each["currency"].upper(),
                    refunded=_major(each["amount_refunded"]),
                )

    def events_missed(self, since: datetime) -> Iterator[EventThere]:
        """What Stripe could not hand over; it keeps events for thirty days."""
        params = {
            "created": {"gte": int(since.timestamp())},
            "delivery_success": False,
            "limit": 100,
        }
        for each in _asked(lambda: self._v1.events.list(params)).auto_paging_iter():
            told = each.to_dict()
            yield _event(told, json.dumps(told, default=str))  # it reads decimals


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


def _checkout(session: dict[str, Any]) -> Checkout:
    intent = session.get("payment_intent")
    read = intent if isinstance(intent, dict) else {}
    charge = read.get("latest_charge")
    charged = charge if isinstance(charge, dict) else {}
    kept = charged.get("balance_transaction")
    problem = read.get("last_payment_error") or {}
    return Checkout(
        id=session["id"],
        state=_state(session, read.get("status", "processing")),
        url=session.get("url") or "",
        intent_id=_id(intent),
        charge_id=_id(charge),
        received=_major(read["amount_received"]) if read else None,
        currency=(session.get("currency") or "").upper(),
        fee=_major(kept["fee"]) if isinstance(kept, dict) else None,
        error=(problem.get("message") or "")[:200],
    )


def _state(session: dict[str, Any], intent_status: str) -> CheckoutState:
    if session.get("payment_status") in {"paid", "no_payment_required"}:
        return CheckoutState.PAID
    if session.get("status") == "expired":
        return CheckoutState.EXPIRED
    if session.get("status") == "complete":
        failed = intent_status in {"requires_payment_method", "canceled"}
        return CheckoutState.FAILED if failed else CheckoutState.PROCESSING
    return CheckoutState.OPEN


def _refund(found: dict[str, Any]) -> RefundThere:
    states = {
        "succeeded": RefundState.DONE,
        "failed": RefundState.FAILED,
        "canceled": RefundState.FAILED,
    }
    return RefundThere(
        id=found["id"],
        state=states.get(found.get("status") or "", RefundState.PENDING),
        amount=_major(found["amount"]),
        error=found.get("failure_reason") or "",
    )


def _transfer(found: dict[str, Any]) -> TransferThere:
    return TransferThere(
        id=found["id"],
        amount=_major(found["amount"]),
        reversed=_major(found["amount_reversed"]),
    )


def _account(found: dict[str, Any]) -> AccountThere:
    able = (found.get("capabilities") or {}).get("transfers") == "active"
    return AccountThere(id=found["id"], ready=bool(able and found.get("payouts_enabled")))


def _event(told: Any, body: str) -> EventThere:
    about = told["data"]["object"]
    return EventThere(
        id=told["id"],
        live=bool(told["livemode"]),
        type=told["type"],
        object_type=about.get("object", ""),
        object_id=about.get("id") or "",
        number=str((about.get("metadata") or {}).get("number") or ""),
        body=body,
    )


def _keyed(key: str) -> dict[str, str]:
    return {"idempotency_key": key}


def _id(found: Any) -> str:
    return "" if found is None else found if isinstance(found, str) else str(found["id"])


def _minor(amount: Decimal) -> int:
    return int(amount * 100)


def _major(amount: int) -> Decimal:
    return Decimal(amount) / 100
