"""What a broker hands over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceValues:
    """A service done for a deal."""

    kind: str
    done_on: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionValues:
    """What one side pays: ``percent`` of the contracts' amount, or ``amount`` once.

    ``shares`` are percents of the commission by agency, for co-brokers; empty: all of it to the
    proposer's agency.
    """

    payer: str
    percent: Decimal | None = None
    amount: Decimal | None = None
    currency: str = "CNY"
    words: str = ""
    shares: Mapping[int, Decimal] | None = None
