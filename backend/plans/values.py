"""What writers hand over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanValues:
    """A plan to draw up; years inclusive."""

    name: str
    starts: int
    ends: int
    name_en: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValues:
    """An indicator of a plan; without a target it is still to be set."""

    name: str
    unit: str
    kind: str
    base: Decimal | None = None
    target: Decimal | None = None
    target_max: Decimal | None = None
    by: str = "supplied"
    binding: bool = False
    name_en: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureValues:
    """A measure with the names of its units."""

    number: str
    name: str
    lead: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetValues:
    """A target; the reason is asked for once the plan is in force."""

    target: Decimal
    target_max: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationValues:
    """What a third party found."""

    body: str
    evaluated_on: date
    finding: str


Targets = Mapping[str, Decimal]  # region → target
