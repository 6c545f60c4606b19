"""What happens while a contract is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfPlan(DomainEvent):
    subject: ClassVar[str] = "schedule"
    schedule_id: int
    contract_id: int
    deal_id: int


@dataclass(frozen=True, kw_only=True)
class PlanProposed(_OfPlan):
    """One party wrote the plan or changed it; the other should agree."""

    name: ClassVar[str] = "schedule.proposed"


@dataclass(frozen=True, kw_only=True)
class PlanReturned(_OfPlan):
    """The other party returned it with remarks."""

    name: ClassVar[str] = "schedule.returned"


@dataclass(frozen=True, kw_only=True)
class PlanAgreed(_OfPlan):
    """Both agree: the first milestone opens."""

    name: ClassVar[str] = "schedule.agreed"


@dataclass(frozen=True, kw_only=True)
class PlanReopened(_OfPlan):
    """A party wants to change an agreed plan of which nothing is done or paid yet."""

    name: ClassVar[str] = "schedule.reopened"


@dataclass(frozen=True, kw_only=True)
class PlanFulfilled(_OfPlan):
    """Every milestone is accepted and, where the plan wants it, paid."""

    name: ClassVar[str] = "schedule.fulfilled"


@dataclass(frozen=True, kw_only=True)
class _OfMilestone(DomainEvent):
    subject: ClassVar[str] = "milestone"
    milestone_id: int
    contract_id: int
    deal_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class MilestoneOpened(_OfMilestone):
    """The seller may begin."""

    name: ClassVar[str] = "milestone.opened"


@dataclass(frozen=True, kw_only=True)
class MilestoneSubmitted(_OfMilestone):
    """The seller says that it is done and what was reached."""

    name: ClassVar[str] = "milestone.submitted"


@dataclass(frozen=True, kw_only=True)
class MilestoneReturned(_OfMilestone):
    """The buyer says what is missing."""

    name: ClassVar[str] = "milestone.returned"


@dataclass(frozen=True, kw_only=True)
class MilestoneAccepted(_OfMilestone):
    """The buyer accepted it."""

    name: ClassVar[str] = "milestone.accepted"


@dataclass(frozen=True, kw_only=True)
class MilestoneSettled(_OfMilestone):
    """Its payment is settled."""

    name: ClassVar[str] = "milestone.settled"


@dataclass(frozen=True, kw_only=True)
class _OfExtension(DomainEvent):
    subject: ClassVar[str] = "milestone"
    milestone_id: int
    extension_id: int
    contract_id: int
    deal_id: int
    title: str
    until: str


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(_OfExtension):
    """A party asks for a later day."""

    name: ClassVar[str] = "extension.asked"


@dataclass(frozen=True, kw_only=True)
class ExtensionAgreed(_OfExtension):
    """Both agree to a later day."""

    name: ClassVar[str] = "extension.agreed"


@dataclass(frozen=True, kw_only=True)
class ExtensionRefused(_OfExtension):
    """The other party keeps to the day."""

    name: ClassVar[str] = "extension.refused"


@dataclass(frozen=True, kw_only=True)
class ExtensionWithdrawn(_OfExtension):
    """Who asked took it back."""

    name: ClassVar[str] = "extension.withdrawn"


@dataclass(frozen=True, kw_only=True)
class _OfInspection(DomainEvent):
    subject: ClassVar[str] = "milestone"
    milestone_id: int
    inspection_id: int
    contract_id: int
    deal_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class InspectionMade(_OfInspection):
    """The supervising unit looked; ``mend`` where something is to be mended."""

    name: ClassVar[str] = "inspection.made"
    mend: bool


@dataclass(frozen=True, kw_only=True)
class InspectionMended(_OfInspection):
    """A party says that it is mended."""

    name: ClassVar[str] = "inspection.mended"


@dataclass(frozen=True, kw_only=True)
class InspectionReturned(_OfInspection):
    """The officer is not satisfied."""

    name: ClassVar[str] = "inspection.returned"


@dataclass(frozen=True, kw_only=True)
class InspectionClosed(_OfInspection):
    """The officer is satisfied."""

    name: ClassVar[str] = "inspection.closed"
