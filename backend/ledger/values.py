"""What callers hand to the ledger's services."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .kinds import OwnerKind
from .models import Account


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose account it is; ``id`` 0 is the platform's."""

    kind: str
    id: int


PLATFORM = Owner(OwnerKind.PLATFORM, 0)


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a booking: ``amount`` above zero comes into the account, below zero leaves it.

    ``kind`` is the journal's unless told otherwise.
    """

    account: Account
    amount: Decimal
    kind: str = ""
