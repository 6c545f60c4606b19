"""What payments ask of a way to pay, and what it answers.

Amounts are Decimals in the currency's unit. Every request that makes something carries an idempotency
key, kept before it is asked: the same key gives the same thing. Answers are the thing's present state:
what a webhook says is only a reason to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class GatewayRefused(Exception):
    """The provider refuses what was asked, now and later; the message is its word."""


class UnknownThere(Exception):
    """The provider knows no such object."""


class BadSignature(Exception):
    """A message that is not the provider's, or not of these minutes. ``reason`` is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CheckoutState(StrEnum):
    OPEN = "open"
    PROCESSING = "processing"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be paid; ``number`` is ours and groups all that is made of it."""

    number: str
    title: str
    amount: Decimal
    currency: str
    back_url: str
    until: datetime  # it can be paid; part of the request, so that asking again is the same request


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """A payment at the gateway. ``received`` and ``fee`` are known once it is paid; ``error`` is the
    last refused attempt, in the provider's word."""

    id: str
    state: CheckoutState
    url: str = ""
    intent_id: str = ""
    charge_id: str = ""
    received: Decimal | None = None
    currency: str = ""
    fee: Decimal | None = None
    error: str = ""


class RefundState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundThere:
    """A refund at the provider."""

    id: str
    state: RefundState
    amount: Decimal
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferThere:
    """Money sent on to an account at the provider."""

    id: str
    amount: Decimal
    reversed: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountThere:
    """An organisation's account at the provider."""

    id: str
    ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeThere:
    """A dispute at the provider; ``state`` is open, won or lost."""

    id: str
    intent_id: str
    amount: Decimal
    fee: Decimal
    reason: str
    state: str
    due_by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeThere:
    """A payment that the provider took, for comparison; ``number`` is ours."""

    id: str
    intent_id: str
    number: str
    amount: Decimal
    currency: str
    refunded: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EventThere:
    """What a message of the provider is about."""

    id: str
    live: bool
    type: str
    object_type: str
    object_id: str
    number: str  # ours, where the object bears it
    body: str


class Gateway(Protocol):
    """A way to pay. All raise Unavailable where it does not answer."""

    name: str
    most: Decimal  # in one payment

    def checkout_open(self, order: Order, *, key: str) -> Checkout:
        """Set the payment up. Raises GatewayRefused."""

    def checkout_read(self, checkout_id: str) -> Checkout:
        """Its present state. Raises UnknownThere."""

    def checkout_close(self, checkout_id: str) -> Checkout:
        """Take it back where it is not paid; the state that it has then. Raises UnknownThere."""


class Provider(Gateway, Protocol):
    """A company that takes money and passes it on."""

    @property
    def live(self) -> bool:
        """Whether it moves real money."""

    def refund_make(
        self, intent_id: str, amount: Decimal, currency: str, *, number: str, key: str
    ) -> RefundThere:
        """Send money back to the payer. Raises GatewayRefused."""

    def refund_read(self, refund_id: str) -> RefundThere:
        """Its present state. Raises UnknownThere."""

    def account_open(self, *, name: str, email: str, key: str) -> AccountThere:
        """An account for an organisation. Raises GatewayRefused."""

    def account_read(self, account_id: str) -> AccountThere:
        """Its present state. Raises UnknownThere."""

    def account_link(self, account_id: str, *, back_url: str) -> str:
        """Where the organisation says about itself what the provider must know."""

    def transfer_make(
        self, account_id: str, amount: Decimal, currency: str, *, number: str, charge_id: str,
        key: str,
    ) -> TransferThere:  # fmt: skip
        """Pass money on to an account. Raises GatewayRefused."""

    def transfer_read(self, transfer_id: str) -> TransferThere:
        """Its present state. Raises UnknownThere."""

    def transfer_reverse(self, transfer_id: str, amount: Decimal, *, key: str) -> TransferThere:
        """Take money back from an account. Raises GatewayRefused."""

    def dispute_read(self, dispute_id: str) -> DisputeThere:
        """Its present state. Raises UnknownThere."""

    def event_read(self, body: bytes, signature: str) -> EventThere:
        """What a message is about. Raises BadSignature."""

    def charges_since(self, since: datetime) -> Iterator[ChargeThere]:
        """What was paid since then."""

    def events_missed(self, since: datetime) -> Iterator[EventThere]:
        """Messages since then that did not reach us."""
