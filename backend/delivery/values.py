"""What a writer hands to the services of delivery: typed, frozen, unchecked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneValues:
    """One milestone. ``share`` is an amount, or percent of the contract's amount, as the plan says.

    ``indicator_ids`` are indicators of the contract's need, ``criteria`` further ones in words.
    """

    title: str
    share: Decimal
    due_on: date
    deliverables: str
    responsible: str = ""
    indicator_ids: Sequence[int] = ()
    criteria: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetValues:
    """A line of the use of funds."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanValues:
    """A whole plan as a party writes it."""

    milestones: Sequence[MilestoneValues]
    opens: str = "paid"
    charged: str = "accepted"
    in_percent: bool = False
    supervisor_id: int | None = None
    budget: Sequence[BudgetValues] = ()
