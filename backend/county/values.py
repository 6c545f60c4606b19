"""What writers hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundValues:
    """A round to open."""

    scheme: str
    year: int
    supply_due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliedFigure:
    """A figure as it was written: an empty ``text`` says that there is none."""

    county: str
    indicator: str
    year: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionValues:
    """What is wrong with a figure, and which would be right where the county knows it."""

    ground: str
    right_value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyUseValues:
    """What a county did with money; ``amount`` in yuan."""

    kind: str
    what: str
    amount: Decimal
    spent_on: date
    effect: str = ""
