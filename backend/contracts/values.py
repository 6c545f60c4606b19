"""What a writer hands to the services of contract records: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractValues:
    """What a side writes into the record."""

    title: str
    type: str
    subtype: str
    amount: Decimal | None
    currency: str
    signed_on: date | None
    ip_ownership: str
