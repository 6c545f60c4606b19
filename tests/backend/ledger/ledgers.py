"""Bookings for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from backend.ledger.kinds import EntryKind, OwnerKind, Purpose
from backend.ledger.models import Account, Journal, Transfer
from backend.ledger.services import account_for, journal_post, transfer_reserve
from backend.ledger.values import PLATFORM, Leg, Owner
from tests.factories import Market

PAYER, PAYEE = Owner(OwnerKind.ORGANISATION, 1), Owner(OwnerKind.ORGANISATION, 2)


def account(owner: Owner, purpose: str, currency: str = "CNY") -> Account:
    """The owner's account of a purpose."""
    return account_for(owner=owner, purpose=purpose, currency=currency)


def pay(amount: str, reference: str = "pay:1", *, by: Owner = PAYER, **more: Any) -> Journal:
    """A payment that the platform holds."""
    value = Decimal(amount)
    legs = [
        Leg(account(by, Purpose.PAID), -value),
        Leg(account(PLATFORM, Purpose.CLEARING), value),
    ]
    return journal_post(reference=reference, kind=EntryKind.PAYMENT, legs=legs, **more)


def transfer(market: Market) -> Transfer:
    """Money of a payment, promised to the university."""
    payer = Owner(OwnerKind.ORGANISATION, market.enterprise.pk)
    payee = Owner(OwnerKind.ORGANISATION, market.university.pk)
    pay("100", by=payer)
    return transfer_reserve(
        reference="promise",
        kind=EntryKind.PAYOUT,
        source=account(PLATFORM, Purpose.CLEARING),
        target=account(payee, Purpose.PAYABLE),
        amount=Decimal(60),
    )
