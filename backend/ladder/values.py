"""What callers hand to the ladder's services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class YearValues:
    """A firm's figures of a year, in yuan and heads."""

    year: int
    founded: int
    size: str
    staff: int
    rd_staff: int
    revenue: Decimal
    high_tech_revenue: Decimal
    rd_spending: Decimal
    class1_ip: int
    class2_ip: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionValues:
    """What the certificate says."""

    occasion: str
    number: str
    awarded_on: date
    valid_until: date | None
