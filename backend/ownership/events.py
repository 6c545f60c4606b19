"""What happens to rights in achievements, and to plans of shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfGrant(DomainEvent):
    subject: ClassVar[str] = "grant"
    grant_id: int
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class GrantApplied(_OfGrant):
    """Inventors apply for a right in their achievement."""

    name: ClassVar[str] = "grant.applied"


@dataclass(frozen=True, kw_only=True)
class GrantGiven(_OfGrant):
    """The office granted it."""

    name: ClassVar[str] = "grant.given"


@dataclass(frozen=True, kw_only=True)
class GrantDeclined(_OfGrant):
    """The office did not grant it."""

    name: ClassVar[str] = "grant.declined"


@dataclass(frozen=True, kw_only=True)
class GrantEnded(_OfGrant):
    """The office ended a right before its time."""

    name: ClassVar[str] = "grant.ended"


@dataclass(frozen=True, kw_only=True)
class _OfPlan(DomainEvent):
    subject: ClassVar[str] = "plan"
    plan_id: int
    deal_id: int


@dataclass(frozen=True, kw_only=True)
class SharesProposed(_OfPlan):
    """The office proposed how the deal's revenue is split."""

    name: ClassVar[str] = "plan.proposed"


@dataclass(frozen=True, kw_only=True)
class SharesAgreed(_OfPlan):
    """All whom the plan names have agreed."""

    name: ClassVar[str] = "plan.agreed"


@dataclass(frozen=True, kw_only=True)
class EvaluationAdded(DomainEvent):
    """An evaluation report was added to an achievement."""

    name: ClassVar[str] = "evaluation.added"
    subject: ClassVar[str] = "evaluation"
    evaluation_id: int
    listing_id: int
