"""What becomes of a plan of milestones."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.deals.lifecycle import deal_locked
from backend.delivery import events, rules
from backend.delivery.models import Milestone, Plan
from backend.delivery.selectors import plan_readable_by
from backend.payments.payables import reliefs_of
from backend.payments.selectors import payment_standing


def plan_locked(schedule_id: int) -> Plan:
    """The plan and before it its deal, locked; rights are the caller's."""
    plan = Plan.objects.select_related("contract").get(pk=schedule_id)
    deal = deal_locked(plan.contract.deal_id)
    found = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("contract__buyer", "contract__seller", "contract__need")
        .get(pk=schedule_id)
    )
    found.contract.deal = deal
    return found


def plan_facts(plan: Plan, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    contract = plan.contract
    return {"schedule_id": plan.pk, "contract_id": contract.pk, "deal_id": contract.deal_id}


def stopped(plan: Plan) -> Words | None:
    deal = plan.contract.deal
    return None if deal.running else _("These talks were ended.")


def _begun(plan: Plan) -> Words | None:
    """Why an agreed plan is not changed any more."""
    milestones = list(plan.milestones.all())
    reliefs = reliefs_of("milestone", [milestone.pk for milestone in milestones])
    for milestone in milestones:
        if reliefs.get(milestone.pk):
            words = gettext("A part of “%(title)s” is paid by a voucher; release that first.")
            return words % {"title": milestone.title}
        if payment_standing("milestone", milestone.pk) is not None:
            words = gettext("“%(title)s” is paid or being paid; the plan cannot change now.")
            return words % {"title": milestone.title}
        if milestone.state in {Milestone.State.SUBMITTED, Milestone.State.ACCEPTED}:
            words = gettext("“%(title)s” was submitted; agree on more time instead.")
            return words % {"title": milestone.title}
    return stopped(plan)


State = Plan.State
PLAN: Lifecycle[Plan] = Lifecycle(
    name="schedule",
    model=Plan,
    states=State,
    find=plan_readable_by,
    lock=plan_locked,
    facts=plan_facts,
    changed_by=lambda plan: str(plan.proposed_by),
    stale=_("The plan of milestones changed while you were reading; look again."),
    settled={
        State.RETURNED: _("It was returned; the other side changes it first."),
        State.AGREED: _("The plan is agreed."),
        State.FULFILLED: _("Everything of this plan is accepted."),
    },
    transitions=(
        Transition(
            act="return",
            source=(State.PROPOSED,),
            target=State.RETURNED,
            may=rules.may_agree,
            refused=rules.NOT_THEIR_TURN,
            blocked=stopped,
            ask=Ask(
                note_required=True,
                note_label=_("What should change?"),
                note_column="returned_note",
                missing=_("Say what should change."),
            ),
            event=events.PlanReturned,
            words=_("Return the plan"),
            invitation=_("Return the plan and say what should change"),
            done=_("Returned. The other side reads what should change."),
            told=_("Plan of milestones returned"),
        ),
        Transition(
            act="agree",
            source=(State.PROPOSED,),
            target=State.AGREED,
            may=rules.may_agree,
            refused=rules.NOT_THEIR_TURN,
            blocked=stopped,
            event=events.PlanAgreed,
            words=_("Agree to the plan"),
            done=_("Agreed: the work can begin."),
            told=_("Plan of milestones agreed"),
            look="main",
        ),
        Transition(
            act="revise",
            source=(State.PROPOSED, State.RETURNED),
            target=State.PROPOSED,
            may=rules.may_plan,
            refused=rules.ONLY_SIDES,
            blocked=stopped,
            event=events.PlanProposed,
            words=_("Change the plan"),
            told=_("Plan of milestones proposed"),
        ),
        Transition(
            act="reopen",
            source=(State.AGREED,),
            target=State.RETURNED,
            may=rules.may_plan,
            refused=rules.ONLY_SIDES,
            blocked=_begun,
            ask=Ask(
                note_required=True,
                note_label=_("What should change?"),
                note_column="returned_note",
                missing=_("Say what should change."),
            ),
            event=events.PlanReopened,
            words=_("Reopen the plan"),
            invitation=_("Reopen the plan: both sides agree anew"),
            done=_("Reopened. Change the plan and send it to the other side."),
            told=_("Plan of milestones reopened"),
        ),
        Transition(
            act="fulfil",
            source=(State.AGREED,),
            target=State.FULFILLED,
            event=events.PlanFulfilled,
            told=_("All milestones accepted"),
        ),
    ),
)
