"""What writers hand to the services of ownership: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantValues:
    """What inventors apply for."""

    kind: str
    share: Decimal | None
    inventors: str
    starts_on: date | None
    ends_on: date | None
    conditions: str = ""
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareValues:
    """A share; ``person_id`` None is the institution's own."""

    kind: str
    person_id: int | None
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanValues:
    """How the price was found, and how what is earned is split."""

    pricing: str
    price: Decimal | None
    currency: str
    noticed_on: date | None
    shares: tuple[ShareValues, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationValues:
    """What an evaluation report says."""

    body: str
    level: str
    number: str = ""
    evaluated_on: date | None
    valid_until: date | None = None
    finding: str = ""
