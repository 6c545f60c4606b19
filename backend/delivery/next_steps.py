"""Whose turn it is over a plan and its milestones, in one sentence. Part of the selectors layer."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_of_deals
from backend.core import dates
from backend.deals.models import Deal
from backend.deals.sections import NextStep

from .models import Milestone, Plan
from .rules import in_force, may_accept, may_agree, may_plan, may_submit

M = Milestone.State


def plan_step(plan: Plan, actor: Actor) -> NextStep:
    """What comes next for the plan, as this reader should be told."""
    contract = plan.contract
    if plan.state == Plan.State.FULFILLED:
        return NextStep(_("All milestones are accepted; nothing is open."), False)
    if plan.state == Plan.State.AGREED:
        return _running_step(plan, actor)
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
        .prefetch_related("contract__deal__people", "milestones")
    )
    found = {}
    for plan in plans:
        step = plan_step(plan, actor)
        url = step.url or reverse("schedule", args=[plan.pk])
        found[plan.contract.deal_id] = NextStep(step.sentence, step.mine, _("To the plan"), url)
    return found


def _running_step(plan: Plan, actor: Actor) -> NextStep:
    open_now = [m for m in plan.milestones.all() if m.in_work or m.state == M.SUBMITTED]
    for milestone in open_now:
        milestone.plan = plan
    steps = [(milestone, milestone_step(milestone, actor)) for milestone in open_now]
    steps.sort(key=lambda found: (not found[1].mine, found[0].due_on))
    if steps:
        milestone, step = steps[0]
        url = reverse("milestone", args=[milestone.pk])
        return NextStep(step.sentence, step.mine, _("To the milestone"), url)
    unpaid = [m for m in plan.milestones.all() if m.state == M.ACCEPTED and m.settled_at is None]
    if unpaid:
        told = _("“%(title)s” is accepted and waits for its payment.")
        mine = actor.belongs_to(plan.contract.buyer_id)
        url = reverse("milestone", args=[unpaid[0].pk])
        return NextStep(told % {"title": unpaid[0].title}, mine, _("To the milestone"), url)
    return NextStep(_("Nothing is open."), False)
