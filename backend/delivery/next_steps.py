"""Whose turn it is over a plan and its milestones, in one sentence. Part of the selectors layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_of_deals
from backend.core import dates
from backend.deals.models import Deal
from backend.deals.sections import NextStep
from backend.payments.models import Payment
from backend.payments.next_steps import payment_step
from backend.payments.rules import PAY, may_read
from backend.payments.selectors import payments_of

from .models import Inspection, Milestone, Plan
from .rules import in_force, may_accept, may_agree, may_mend, may_plan, may_submit

M = Milestone.State
_Paying = Mapping[int, Sequence[Payment]]  # attempts to pay by milestone


def plan_step(plan: Plan, actor: Actor) -> NextStep:
    """What comes next for the plan, as this reader should be told."""
    return steps_of_plans([plan], actor)[plan.pk]


def steps_of_plans(plans: Sequence[Plan], actor: Actor) -> dict[int, NextStep]:
    """What comes next by plan; payments are read once for all of them."""
    unpaid = [
        m.pk for plan in plans if plan.running for m in plan.milestones.all() if _due(plan, m)
    ]
    paying = payments_of("milestone", unpaid) if unpaid else {}
    return {plan.pk: _plan_step(plan, actor, paying) for plan in plans}


def _due(plan: Plan, milestone: Milestone) -> bool:
    """Whether a milestone of a running plan is to be paid by now."""
    at_start = plan.charged == Plan.Charged.START and milestone.state != M.PLANNED
    begun = at_start or milestone.state == M.ACCEPTED
    return begun and bool(milestone.amount) and milestone.settled_at is None


def _plan_step(plan: Plan, actor: Actor, paying: _Paying) -> NextStep:
    contract = plan.contract
    if plan.state == Plan.State.FULFILLED:
        return NextStep(_("All milestones are accepted; nothing is open."), False, idle=True)
    if plan.state == Plan.State.AGREED:
        return _running_step(plan, actor, paying)
    waits_for = plan.across_id if plan.state == Plan.State.PROPOSED else plan.proposer_id
    who = {"owner": named(contract.buyer if waits_for == contract.buyer_id else contract.seller)}
    if plan.state == Plan.State.RETURNED:
        if actor.belongs_to(waits_for) and may_plan(actor, plan):
            return NextStep(_("The plan was returned: change it and send it again."), True)
        return NextStep(_("Returned: %(owner)s changes the plan of milestones.") % who, False)
    if may_agree(actor, plan):
        return NextStep(_("Your organisation is asked to agree to the plan of milestones."), True)
    return NextStep(_("Waits for %(owner)s to agree to the plan of milestones.") % who, False)


def milestone_step(milestone: Milestone, actor: Actor) -> NextStep:
    """What comes next for one milestone."""
    contract = milestone.plan.contract
    titled = {"title": milestone.title, "day": dates.day(milestone.due_on)}
    if milestone.state == M.PLANNED:
        return NextStep(_("This milestone is not open yet."), False)
    if milestone.state == M.RETURNED:
        if may_submit(actor, milestone):
            return NextStep(
                _("“%(title)s” was returned: mend it and submit it again until %(day)s.") % titled,
                True,
            )
        told = _("“%(title)s” was returned; %(owner)s mends it, due %(day)s.")
        return NextStep(told % {**titled, "owner": named(contract.seller)}, False)
    if milestone.in_work:
        if may_submit(actor, milestone):
            return NextStep(_("“%(title)s” is yours to submit until %(day)s.") % titled, True)
        told = _("%(owner)s works on “%(title)s”, due %(day)s.")
        return NextStep(told % {**titled, "owner": named(contract.seller)}, False)
    if milestone.state == M.SUBMITTED:
        if may_accept(actor, milestone):
            return NextStep(_("“%(title)s” was submitted: accept it or return it.") % titled, True)
        told = _("Waits for %(owner)s to accept “%(title)s”.")
        return NextStep(told % {**titled, "owner": named(contract.buyer)}, False)
    return NextStep(_("“%(title)s” is accepted.") % titled, False)


def plan_steps(deals: Sequence[Deal], actor: Actor) -> dict[int, NextStep]:
    """The next step of deals whose contract is in force."""
    contracts = contracts_of_deals(deals)
    bound = [
        contract
        for deal in deals
        if deal.running
        for contract in contracts[deal.pk]
        if contract.kind == Contract.Kind.MAIN and in_force(contract)
    ]
    plans = (
        Plan.objects.filter(contract__in=bound)
        .select_related("contract__deal", "contract__buyer", "contract__seller")
        .prefetch_related("contract__deal__people", "milestones__inspections")
    )
    found = {}
    steps = steps_of_plans(list(plans), actor)
    for plan in plans:
        step = steps[plan.pk]
        url = step.url or reverse("schedule", args=[plan.pk])
        act = step.act or _("To the plan")
        found[plan.contract.deal_id] = NextStep(step.sentence, step.mine, act, url, step.idle)
    return found


def _running_step(plan: Plan, actor: Actor, paying: _Paying) -> NextStep:
    """Of all that is open in a plan, what the reader can take, else what is due first."""
    steps = []
    for milestone in plan.milestones.all():
        milestone.plan = plan
        if milestone.in_work or milestone.state == M.SUBMITTED:
            steps.append((milestone.due_on, milestone, milestone_step(milestone, actor)))
        if _due(plan, milestone):
            attempts = paying.get(milestone.pk, [])
            steps.append((milestone.due_on, milestone, _paying_step(milestone, attempts, actor)))
        for inspection in milestone.inspections.all():
            if inspection.state == Inspection.State.FOUND and inspection.mend_by:
                inspection.milestone = milestone
                steps.append((inspection.mend_by, milestone, _mending_step(inspection, actor)))
    if not steps:
        return NextStep(_("Nothing is open."), False, idle=True)
    _day, milestone, step = min(steps, key=lambda found: (not found[2].mine, found[0]))
    if step.url:
        return step
    url = reverse("milestone", args=[milestone.pk])
    return NextStep(step.sentence, step.mine, _("To the milestone"), url)


def _paying_step(milestone: Milestone, attempts: Sequence[Payment], actor: Actor) -> NextStep:
    """Of a milestone that is to be paid: what its payment waits for, else beginning one."""
    titled = {"title": milestone.title}
    payment = next((p for p in attempts if p.state in Payment.STANDING), None)
    if payment is not None:
        step = payment_step(payment, actor)
        told = _("Payment of “%(title)s”: %(step)s") % {**titled, "step": step.sentence}
        if may_read(actor, payment):
            url = reverse("payment", args=[payment.pk])
            return NextStep(told, step.mine, _("To the payment"), url)
        return NextStep(told, step.mine)
    told = _("“%(title)s” is accepted and waits for its payment.")
    if milestone.state != M.ACCEPTED:
        told = _("“%(title)s” has begun and waits for its payment.")
    return NextStep(told % titled, PAY.allows(actor, milestone.plan.contract.buyer_id))


def _mending_step(inspection: Inspection, actor: Actor) -> NextStep:
    """A finding that waits for the seller."""
    assert inspection.mend_by is not None
    milestone = inspection.milestone
    words = {"title": milestone.title, "day": dates.day(inspection.mend_by)}
    if may_mend(actor, inspection):
        told = _("An inspection of “%(title)s” found what you are to mend until %(day)s.")
        return NextStep(told % words, True)
    words["owner"] = named(milestone.plan.contract.seller)
    told = _("%(owner)s mends what an inspection of “%(title)s” found, until %(day)s.")
    return NextStep(told % words, False)
