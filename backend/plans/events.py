"""What happens to plans of a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfPlan(DomainEvent):
    subject: ClassVar[str] = "region_plan"
    region_plan_id: int


@dataclass(frozen=True, kw_only=True)
class PlanIssued(_OfPlan):
    """The plan is in force; its targets change by adjustments on record alone."""

    name: ClassVar[str] = "region_plan.issued"


@dataclass(frozen=True, kw_only=True)
class PlanClosed(_OfPlan):
    """The period is over and its verdict stands."""

    name: ClassVar[str] = "region_plan.closed"


@dataclass(frozen=True, kw_only=True)
class TargetSet(_OfPlan):
    """A target was set or adjusted."""

    name: ClassVar[str] = "region_plan.target_set"
    indicator_id: int


@dataclass(frozen=True, kw_only=True)
class TargetsHandedDown(_OfPlan):
    """An indicator's target was divided among the regions below."""

    name: ClassVar[str] = "region_plan.targets_handed_down"
    indicator_id: int


@dataclass(frozen=True, kw_only=True)
class PlanFigureEntered(_OfPlan):
    """A year's figure was entered or corrected."""

    name: ClassVar[str] = "region_plan.figure_entered"
    indicator_id: int
    year: int


@dataclass(frozen=True, kw_only=True)
class MeasureReported(_OfPlan):
    """A lead unit said how a measure stands."""

    name: ClassVar[str] = "region_plan.measure_reported"
    measure_id: int


@dataclass(frozen=True, kw_only=True)
class BulletinIssued(_OfPlan):
    """A notice of how the plan stands was issued."""

    name: ClassVar[str] = "region_plan.bulletin_issued"
    bulletin_id: int


@dataclass(frozen=True, kw_only=True)
class EvaluationAdded(_OfPlan):
    """A third party's evaluation was put on record."""

    name: ClassVar[str] = "region_plan.evaluated"
