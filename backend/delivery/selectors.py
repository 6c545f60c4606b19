"""Reads of plans and milestones, within what the reader may follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, Sum, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Duty, User
from backend.accounts.selectors import members_with_duty
from backend.core.errors import NotFound
from backend.deals.models import DealDuty
from backend.deals.selectors import deals_followed, people_in_deal

from .models import BudgetLine, Extension, FundUse, Inspection, Milestone, Plan
from .rules import INSPECT

_MISSING = _("This plan does not exist, or you may not see it.")
_CONTRACT = ("contract__deal", "contract__buyer", "contract__seller", "contract__need")


def _followed(actor: Actor, prefix: str = "") -> Q:
    if actor.operator:
        # An empty filter joined by OR would leave the other side alone.
        return Q()
    supervised = [pk for pk in actor.duties if INSPECT.allows(actor, pk)]
    return deals_followed(actor, prefix=f"{prefix}contract__deal__") | Q(
        **{f"{prefix}supervisor__in": supervised}
    )


def plans_readable_by(actor: Actor) -> QuerySet[Plan]:
    """Plans the actor may read, last changed first; the SQL of rules.may_read."""
    return (
        Plan.objects.filter(_followed(actor))
        .select_related(*_CONTRACT, "supervisor", "proposed_by")
        .prefetch_related(
            "contract__deal__people", "milestones__criteria", "milestones__inspections"
        )
        .order_by("-updated_at", "-pk")
    )


def plan_readable_by(actor: Actor, schedule_id: int) -> Plan:
    """One plan. Raises NotFound, also where the actor may not know of it."""
    found = plans_readable_by(actor).filter(pk=schedule_id).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


def milestones_readable_by(actor: Actor) -> QuerySet[Milestone]:
    """Milestones the actor may read, the soonest due first."""
    return (
        Milestone.objects.filter(_followed(actor, "plan__"))
        .select_related(
            *(f"plan__{name}" for name in _CONTRACT),
            "plan__supervisor",
            "submitted_by",
            "accepted_by",
        )
        .prefetch_related("plan__contract__deal__people", "criteria")
        .order_by("due_on", "pk")
    )


def milestone_readable_by(actor: Actor, milestone_id: int) -> Milestone:
    """One milestone. Raises NotFound, also where the actor may not know of it."""
    found = milestones_readable_by(actor).filter(pk=milestone_id).first()
    if found is None:
        raise NotFound(_("This milestone does not exist, or you may not see it."))
    return found


def milestones_due(actor: Actor, *, days: int) -> QuerySet[Milestone]:
    """What is in work and due within some days or overdue, of plans that run."""
    return milestones_readable_by(actor).filter(_due_within(days))


def milestones_open(actor: Actor, *, days: int) -> QuerySet[Milestone]:
    """What was submitted to the actor's side for acceptance, then what is due."""
    to_accept = Q(state=Milestone.State.SUBMITTED, plan__contract__buyer__in=list(actor.duties))
    found = milestones_readable_by(actor).filter(_due_within(days) | to_accept)
    first = Case(When(state=Milestone.State.SUBMITTED, then=0), default=1)
    return found.order_by(first, "due_on", "pk")


def _due_within(days: int) -> Q:
    until = timezone.localdate() + timedelta(days=days)
    return Q(state__in=Milestone.IN_WORK, plan__state=Plan.State.AGREED, due_on__lte=until)


def milestones_due_on(days: Iterable[date]) -> QuerySet[Milestone]:
    """What is in work and due on one of the days, regardless of readers."""
    return Milestone.objects.filter(
        state__in=Milestone.IN_WORK, plan__state=Plan.State.AGREED, due_on__in=list(days)
    ).select_related("plan__contract__deal")


def extension_readable_by(actor: Actor, extension_id: int) -> Extension:
    """One extension. Raises NotFound."""
    found = Extension.objects.filter(pk=extension_id).first()
    if found is None:
        raise NotFound(_("There is no such request."))
    found.milestone = milestone_readable_by(actor, found.milestone_id)
    return found


def inspection_readable_by(actor: Actor, inspection_id: int) -> Inspection:
    """One inspection. Raises NotFound."""
    found = Inspection.objects.select_related("unit", "officer").filter(pk=inspection_id).first()
    if found is None:
        raise NotFound(_("There is no such inspection."))
    found.milestone = milestone_readable_by(actor, found.milestone_id)
    return found


def inspections_open(actor: Actor) -> QuerySet[Inspection]:
    """Findings that wait for somebody, the soonest first, of milestones the actor may read."""
    states = [Inspection.State.FOUND, Inspection.State.MENDED]
    return (
        Inspection.objects.filter(_followed(actor, "milestone__plan__"), state__in=states)
        .select_related("milestone__plan__contract", "unit")
        .order_by("mend_by", "pk")
    )


@dataclass(frozen=True, slots=True)
class Budget:
    """What the funds are planned for: each line with what was spent of it, and all that was spent."""

    lines: list[tuple[BudgetLine, Decimal]]
    uses: list[FundUse]

    @property
    def planned(self) -> Decimal:
        """All that is planned."""
        return sum((line.amount for line, _spent in self.lines), Decimal(0))

    @property
    def spent(self) -> Decimal:
        """All that was spent."""
        return sum((spent for _line, spent in self.lines), Decimal(0))


def budget_of(plan: Plan) -> Budget:
    """The plan's budget; what was spent last stands first. Rights are the caller's."""
    lines = plan.budget.annotate(total=Sum("uses__amount")).order_by("position")
    uses = FundUse.objects.filter(line__plan=plan).select_related("line", "reported_by")
    return Budget(
        [(line, Decimal(line.total or 0).quantize(Decimal("0.01"))) for line in lines],
        list(uses.order_by("-spent_on", "-pk")),
    )


def plan_of_contract(contract_id: int) -> Plan | None:
    """The contract's plan; rights are the caller's."""
    return Plan.objects.filter(contract_id=contract_id).first()


def people_of(plan: Plan, *duties: DealDuty) -> set[int]:
    """Who hears of a plan's matters: the people of the deal, of some duties."""
    return people_in_deal(plan.contract.deal, *duties)


def officers_of(plan: Plan) -> QuerySet[User]:
    """The officers of the unit that supervises."""
    return members_with_duty(plan.supervisor_id or 0, Duty.REGIONAL_OFFICER)
