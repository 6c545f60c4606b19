"""Plans of milestones for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.models import Duty, Organisation, User
from backend.contracts.models import Contract
from backend.delivery.models import Extension, Inspection, Milestone, Plan
from backend.delivery.services import (
    MILESTONE_SERVICES,
    PLAN_SERVICES,
    extension_ask,
    milestone_inspect,
    milestone_settled,
    plan_propose,
)
from backend.delivery.values import BudgetValues, MilestoneValues, PlanValues
from tests import factories
from tests.backend.contracts import records
from tests.factories import Market, actor


def day(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


FIRST = MilestoneValues(
    title="样膜", share=Decimal("500000.00"), due_on=day(30), deliverables="300 mm 幅宽样膜五卷"
)
SECOND = replace(FIRST, title="中试", share=Decimal("750000.00"), due_on=day(90))
VALUES = PlanValues(
    milestones=(FIRST, SECOND), budget=(BudgetValues(name="材料", amount=Decimal(9)),)
)


def contract(market: Market) -> Contract:
    """One in force."""
    found = records.drafted(market)
    records.confirm(market, found)
    return Contract.objects.get(pk=found.pk)


def proposed(market: Market, **changes: Any) -> Plan:
    """A plan that the buyer proposed; the first milestone must reach the need's first indicator."""
    found = contract(market)
    assert found.need is not None
    wanted = found.need.indicators.order_by("position").first()
    assert wanted is not None
    first = replace(FIRST, indicator_ids=[wanted.pk], criteria=["外观无皱褶"])
    values = replace(VALUES, milestones=(first, SECOND))
    made = plan_propose(
        actor=actor(market.buyer), contract_id=found.pk, values=replace(values, **changes)
    )
    return Plan.objects.get(pk=made.pk)


def agreed(market: Market, **changes: Any) -> Plan:
    """A plan that both agreed to: its first milestone is in work."""
    plan = proposed(market, **changes)
    PLAN_SERVICES["agree"](
        actor=actor(market.office), schedule_id=plan.pk, expected_revision=plan.revision
    )
    return Plan.objects.get(pk=plan.pk)


def milestone(market: Market) -> Milestone:
    """One in work."""
    return first_of(agreed(market))


def first_of(plan: Plan) -> Milestone:
    """The first milestone as it is now."""
    return Milestone.objects.get(plan=plan, position=1)


def submit(found: Milestone, by: User, value: str = "1250") -> Milestone:
    """Hand in a milestone with what it reached."""
    reached: dict[int, Decimal | str | None] = {
        c.pk: Decimal(value) if c.measured else "合格" for c in found.criteria.all()
    }
    MILESTONE_SERVICES["submit"](
        actor=actor(by), milestone_id=found.pk, expected_revision=None, reached=reached
    )
    return Milestone.objects.get(pk=found.pk)


def accept(found: Milestone, by: User) -> Milestone:
    """The buyer accepts."""
    MILESTONE_SERVICES["accept"](actor=actor(by), milestone_id=found.pk, expected_revision=None)
    return Milestone.objects.get(pk=found.pk)


def settle(found: Milestone) -> None:
    """Its payment has arrived."""
    milestone_settled(milestone_id=found.pk)


def extension(market: Market) -> Extension:
    """More time that the university asks for."""
    return extension_ask(
        actor=actor(market.office), milestone_id=milestone(market).pk, until=day(60), why="设备检修"
    )


def unit() -> tuple[Organisation, User]:
    """A science bureau with an officer."""
    bureau = factories.organisation(
        Organisation.Kind.GOVERNMENT, unit_kind="science", region="130900"
    )
    return bureau, factories.member(bureau, Duty.REGIONAL_OFFICER, name="Officer")


def inspection(market: Market) -> Inspection:
    """A finding that is to be mended."""
    bureau, officer = unit()
    plan = agreed(market, supervisor_id=bureau.pk)
    return milestone_inspect(
        actor=actor(officer), milestone_id=first_of(plan).pk, finding="台账缺页", mend_by=day(10)
    )
