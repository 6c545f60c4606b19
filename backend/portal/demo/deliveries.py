"""Demo contracts that are carried out: plans of milestones, submissions, inspections, more time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.models import Duty, Organisation
from backend.accounts.selectors import actor_of, members_with_duty
from backend.catalog.models import Indicator
from backend.contracts.models import Contract
from backend.delivery.models import Extension, Inspection, Milestone, Plan
from backend.delivery.services import (
    EXTENSION_SERVICES,
    MILESTONE_SERVICES,
    PLAN_SERVICES,
    extension_ask,
    fund_use_report,
    milestone_inspect,
    plan_propose,
)
from backend.delivery.values import BudgetValues, MilestoneValues, PlanValues

from .dating import happened
from .people import rows
from .rooms import decider

ACROSS = {"buyer": "seller", "seller": "buyer"}
MOMENTS = ["opened_at", "submitted_at", "accepted_at", "updated_at"]


def deliveries_seed() -> None:
    """Plan the file's contracts and carry them out as far as it says, each once."""
    for row in rows("deliveries"):
        contract = (
            Contract.objects.filter(
                need__external_id=row["need"], offer__external_id=row["offer"], state="signed"
            )
            .select_related("deal__need")
            .first()
        )
        if contract is None or Plan.objects.filter(contract=contract).exists():
            continue
        plan = _agreed(contract, row)
        _spend(plan, row)
        for step in row["steps"]:
            milestone = plan.milestones.get(position=step["milestone"])
            dated = (Milestone.objects.filter(plan=plan), MOMENTS)
            with happened(step["days_ago"], dated):
                STEPS[step["do"]](milestone, step)


def _agreed(contract: Contract, row: dict[str, Any]) -> Plan:
    supervisor = Organisation.objects.filter(name=row["supervisor"]).first()
    values = PlanValues(
        milestones=[_values(contract, each) for each in row["milestones"]],
        opens=row["opens"],
        charged=row["charged"],
        in_percent=True,
        supervisor_id=supervisor.pk if supervisor else None,
        budget=[
            BudgetValues(name=line["name"], amount=Decimal(line["amount"]))
            for line in row["budget"]
        ],
    )
    with happened(row["agreed_days_ago"] + 2):
        plan = plan_propose(
            actor=decider(contract.deal, row["by"]), contract_id=contract.pk, values=values
        )
    dated = (Milestone.objects.filter(plan=plan), MOMENTS)
    with happened(row["agreed_days_ago"], dated, (Plan.objects.filter(pk=plan.pk), ["agreed_at"])):
        PLAN_SERVICES["agree"](
            actor=decider(contract.deal, ACROSS[row["by"]]),
            schedule_id=plan.pk,
            expected_revision=None,
        )
    for n, each in enumerate(row["milestones"], 1):
        plan.milestones.filter(position=n).update(due_on=_day(each["due_in"]))
    return Plan.objects.get(pk=plan.pk)


def _values(contract: Contract, row: dict[str, Any]) -> MilestoneValues:
    wanted = Indicator.objects.filter(listing=contract.need, name__in=row["indicators"])
    return MilestoneValues(
        title=row["title"],
        share=Decimal(row["percent"]),
        due_on=_day(max(row["due_in"], 1)),
        deliverables=row["deliverables"],
        responsible=row["responsible"],
        indicator_ids=list(wanted.order_by("position").values_list("pk", flat=True)),
        criteria=row["criteria"],
    )


def _spend(plan: Plan, row: dict[str, Any]) -> None:
    seller = decider(plan.contract.deal, "seller")
    for line, written in zip(plan.budget.order_by("position"), row["budget"], strict=True):
        for spent in written["spent"]:
            fund_use_report(
                actor=seller,
                line_id=line.pk,
                amount=Decimal(spent["amount"]),
                spent_on=_day(-spent["days_ago"]),
                what=spent["what"],
            )


def _submit(milestone: Milestone, step: dict[str, Any]) -> None:
    criteria = list(milestone.criteria.order_by("position"))
    MILESTONE_SERVICES["submit"](
        actor=decider(milestone.plan.contract.deal, "seller"),
        milestone_id=milestone.pk,
        expected_revision=None,
        note=step["note"],
        reached={
            criterion.pk: Decimal(said) if criterion.measured else said
            for criterion, said in zip(criteria, step["reached"], strict=True)
        },
    )


def _accept(milestone: Milestone, step: dict[str, Any]) -> None:
    MILESTONE_SERVICES["accept"](
        actor=decider(milestone.plan.contract.deal, "buyer"),
        milestone_id=milestone.pk,
        expected_revision=None,
    )


def _return(milestone: Milestone, step: dict[str, Any]) -> None:
    MILESTONE_SERVICES["return"](
        actor=decider(milestone.plan.contract.deal, "buyer"),
        milestone_id=milestone.pk,
        expected_revision=None,
        note=step["note"],
    )


def _inspect(milestone: Milestone, step: dict[str, Any]) -> None:
    unit_id = milestone.plan.supervisor_id or 0
    officer = members_with_duty(unit_id, Duty.REGIONAL_OFFICER).order_by("pk").first()
    inspection = milestone_inspect(
        actor=actor_of(officer, organisation_id=unit_id),
        milestone_id=milestone.pk,
        finding=step["finding"],
        mend_by=_day(step["mend_in"]) if "mend_in" in step else None,
    )
    then = timezone.now() - timedelta(days=step["days_ago"])
    Inspection.objects.filter(pk=inspection.pk).update(created_at=then)


def _extend(milestone: Milestone, step: dict[str, Any]) -> None:
    deal = milestone.plan.contract.deal
    extension: Extension = extension_ask(
        actor=decider(deal, step["by"]),
        milestone_id=milestone.pk,
        until=_day(step["until_in"]),
        why=step["why"],
    )
    EXTENSION_SERVICES["agree"](
        actor=decider(deal, ACROSS[step["by"]]),
        extension_id=extension.pk,
        expected_revision=None,
    )


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


STEPS: dict[str, Callable[[Milestone, dict[str, Any]], None]] = {
    "submit": _submit,
    "accept": _accept,
    "return": _return,
    "inspect": _inspect,
    "extend": _extend,
}
