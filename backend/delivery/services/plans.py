"""Plans: proposed by one party, agreed by the other; their milestones sum to the contract's amount."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.models import Indicator
from backend.contracts.models import Contract
from backend.contracts.selectors import contract_readable_by
from backend.core import money
from backend.core.errors import WrongState
from backend.core.lifecycles import moving
from backend.core.money_fields import CENT, MAX_AMOUNT
from backend.core.outbox import publish
from backend.deals.lifecycle import deal_lock
from backend.deals.models import DealDuty
from backend.deals.rules import party_of
from backend.delivery import rules
from backend.delivery.events import PlanProposed
from backend.delivery.lifecycle import PLAN, plan_facts
from backend.delivery.models import LONG, BudgetLine, Criterion, Milestone, Plan
from backend.delivery.values import MilestoneValues, PlanValues
from backend.ledger.splitting import split_exact

from .opening import milestones_open

MOST = 40  # milestones, and lines of the budget
MOST_CRITERIA = 30
ZERO = Decimal(0)
_WRITTEN = {"title", "deliverables", "amount", "due_on", "responsible"}
_NOT_WRITTEN = {field.name for field in Milestone._meta.fields} - _WRITTEN


def plan_propose(*, actor: Actor, contract_id: int, values: PlanValues) -> Plan:
    """Propose the plan of a contract that is in force; the other party agrees or returns it.

    Raises NotFound, NotPermitted, WrongState, ValidationError by field ("milestones", "budget",
    "supervisor"), with the number of the milestone in words.
    """
    with transaction.atomic():
        contract = contract_readable_by(actor, contract_id)
        deal = deal_lock(actor, contract.deal_id)
        party = party_of(actor, deal, rules.PLAN)
        contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
        contract.deal = deal
        if not deal.running or not rules.in_force(contract):
            raise WrongState(_("Milestones are planned once the contract is in force."))
        if Plan.objects.filter(contract=contract).exists():
            raise WrongState(_("There is a plan of this contract already."))
        plan = Plan(
            contract=contract,
            proposed_by_buyer=party == DealDuty.BUYER,
            proposed_by_id=actor.person,
        )
        _fill(plan, values)
        plan.save()
        _rows_write(plan, values)
        publish(PlanProposed(**plan_facts(plan)), actor_id=actor.user_id)
    return plan


def plan_revise(
    *, actor: Actor, schedule_id: int, expected_revision: int | None, values: PlanValues
) -> Plan:
    """Write a plan anew that is not agreed; the other party agrees anew.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        PLAN, "revise", schedule_id, actor=actor, expected_revision=expected_revision
    ) as plan:
        party = party_of(actor, plan.contract.deal, rules.PLAN)
        plan.proposed_by_buyer = party == DealDuty.BUYER
        plan.proposed_by_id = actor.person
        plan.returned_note = ""
        _fill(plan, values)
        _rows_write(plan, values)
    return plan


def plan_return(
    *, actor: Actor, schedule_id: int, expected_revision: int | None, note: str
) -> Plan:
    """Return it with remarks. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        PLAN, "return", schedule_id, actor=actor, expected_revision=expected_revision, note=note
    ) as plan:
        return plan


def plan_agree(*, actor: Actor, schedule_id: int, expected_revision: int | None) -> Plan:
    """Agree: the first milestone opens. Raises NotFound, NotPermitted, WrongState, Stale."""
    with transaction.atomic():
        with moving(
            PLAN, "agree", schedule_id, actor=actor, expected_revision=expected_revision
        ) as plan:
            plan.agreed_by_id = actor.person
            plan.agreed_at = timezone.now()
        milestones_open(plan, actor_id=actor.user_id)
    return plan


def plan_reopen(
    *, actor: Actor, schedule_id: int, expected_revision: int | None, note: str
) -> Plan:
    """Take an agreed plan back to writing, while nothing of it was submitted or is being paid.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        PLAN, "reopen", schedule_id, actor=actor, expected_revision=expected_revision, note=note
    ) as plan:
        plan.milestones.update(state=Milestone.State.PLANNED, opened_at=None)
        plan.agreed_by_id = plan.agreed_at = None
    return plan


PLAN_SERVICES: dict[str, Callable[..., Plan]] = {
    "agree": plan_agree,
    "reopen": plan_reopen,
    "return": plan_return,
    "revise": plan_revise,
}


def _fill(plan: Plan, values: PlanValues) -> None:
    plan.opens, plan.charged = values.opens, values.charged
    if plan.opens not in Plan.Opens.values or plan.charged not in Plan.Charged.values:
        raise ValidationError({"opens": [_("Choose from the list.")]})
    plan.supervisor = None
    if values.supervisor_id is not None:
        plan.supervisor = Organisation.objects.filter(
            pk=values.supervisor_id, kind=Organisation.Kind.GOVERNMENT
        ).first()
        if plan.supervisor is None:
            raise ValidationError({"supervisor": [_("Choose a unit of the government.")]})


def _rows_write(plan: Plan, values: PlanValues) -> None:
    amounts = _amounts(plan.contract, values)
    indicators = _indicators(plan.contract)
    # A milestone that is written anew stays the same one: files and talks hang on it.
    held = {milestone.position: milestone for milestone in plan.milestones.all()}
    rows = [
        _milestone(held.get(n) or Milestone(plan=plan, position=n), row, amount)
        for n, (row, amount) in enumerate(zip(values.milestones, amounts, strict=True), 1)
    ]
    budget = _budget(plan, values)
    criteria = [
        found
        for row, milestone in zip(values.milestones, rows, strict=True)
        for found in _criteria(milestone, row, indicators)
    ]
    plan.milestones.filter(position__gt=len(rows)).delete()
    Criterion.objects.filter(milestone__plan=plan).delete()
    plan.budget.all().delete()
    for milestone in rows:
        milestone.save()
    Criterion.objects.bulk_create(criteria)
    BudgetLine.objects.bulk_create(budget)


def _amounts(contract: Contract, values: PlanValues) -> list[Decimal]:
    shares = [row.share for row in values.milestones]
    if not 0 < len(shares) <= MOST:
        raise ValidationError({"milestones": [_("A plan has between 1 and 40 milestones.")]})
    if any(not share.is_finite() or not 0 <= share < MAX_AMOUNT for share in shares):
        raise ValidationError({"milestones": [_("Amounts and percents are at least zero.")]})
    if values.in_percent:
        try:
            return list(split_exact(contract.amount, dict(enumerate(shares))).values())
        except ValidationError as error:
            raise ValidationError({"milestones": error.messages}) from error
    if any(share != share.quantize(CENT) for share in shares):
        raise ValidationError({"milestones": [_("Round amounts to two places.")]})
    over = sum(shares, ZERO) - contract.amount
    if over:
        words = (
            _("The milestones sum to %(total)s, the contract to %(whole)s: take %(gap)s away.")
            if over > 0
            else _("The milestones sum to %(total)s, the contract to %(whole)s: add %(gap)s.")
        )
        told = {
            "total": money.exact(sum(shares, ZERO), contract.currency),
            "whole": money.exact(contract.amount, contract.currency),
            "gap": money.exact(abs(over), contract.currency),
        }
        raise ValidationError({"milestones": [words % told]})
    return shares


def _milestone(milestone: Milestone, row: MilestoneValues, amount: Decimal) -> Milestone:
    milestone.title, milestone.deliverables = _line(row.title), _text(row.deliverables)
    milestone.amount, milestone.due_on = amount, row.due_on
    milestone.responsible = _line(row.responsible)
    milestone.revision += milestone.pk is not None
    try:
        milestone.clean_fields(exclude=_NOT_WRITTEN)
    except ValidationError as error:
        raise _of_milestone(milestone.position, "; ".join(error.messages)) from error
    if row.due_on < timezone.localdate():
        told = _("its day lies in the past; give a later one.")
        raise _of_milestone(milestone.position, told)
    return milestone


def _criteria(
    milestone: Milestone, row: MilestoneValues, indicators: dict[int, Indicator]
) -> list[Criterion]:
    found: list[Criterion] = []
    for pk in dict.fromkeys(row.indicator_ids):
        if pk not in indicators:
            raise _of_milestone(milestone.position, _("choose among the need's indicators."))
        wanted = indicators[pk]
        kept = ("name", "comparator", "value", "value_max", "unit")
        target: dict[str, Any] = {name: getattr(wanted, name) for name in kept}
        found.append(Criterion(milestone=milestone, position=len(found) + 1, **target))
    for words in filter(None, map(_line, row.criteria)):
        if len(words) > 200:
            raise _of_milestone(milestone.position, _("a criterion has at most 200 characters."))
        found.append(Criterion(milestone=milestone, position=len(found) + 1, name=words))
    if len(found) > MOST_CRITERIA:
        raise _of_milestone(milestone.position, _("at most 30 criteria."))
    return found


def _budget(plan: Plan, values: PlanValues) -> list[BudgetLine]:
    total = ZERO
    lines = []
    if len(values.budget) > MOST:
        raise ValidationError({"budget": [_("At most 40 lines.")]})
    for n, row in enumerate(values.budget, 1):
        line = BudgetLine(plan=plan, position=n, name=_line(row.name), amount=row.amount)
        try:
            line.clean_fields(exclude={"id", "plan"})
        except ValidationError as error:
            raise ValidationError({"budget": error.messages}) from error
        total += row.amount
        lines.append(line)
    if total > plan.contract.amount:
        told = _("The funds planned exceed the contract's amount by %(over)s.")
        over = money.exact(total - plan.contract.amount, plan.contract.currency)
        raise ValidationError({"budget": [told % {"over": over}]})
    return lines


def _indicators(contract: Contract) -> dict[int, Indicator]:
    if contract.need_id is None:
        return {}
    found = Indicator.objects.filter(listing_id=contract.need_id)
    return {indicator.pk: indicator for indicator in found}


def _of_milestone(n: int, words: object) -> ValidationError:
    told = _("Milestone %(n)s: %(words)s")
    return ValidationError({"milestones": [told % {"n": n, "words": words}]})


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _text(text: str) -> str:
    return text.replace("\x00", "").strip()[: LONG + 1]
