"""What callers hand to the services of finance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductValues:
    """A product as its provider describes it."""

    kind: str
    title: str
    title_en: str = ""
    text: str = ""
    stages: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    most: Decimal | None = None
    cost: str = ""
    offered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WishValues:
    """What a firm needs; ``consent`` is to its data going to banks."""

    kind: str
    stage: str
    amount: Decimal
    months: int
    purpose: str
    consent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckValues:
    """A credit check on record."""

    grade: str
    body: str
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerValues:
    """What a bank says."""

    kind: str
    amount: Decimal | None = None
    note: str = ""
