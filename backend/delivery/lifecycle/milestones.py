"""What becomes of a milestone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.delivery import events, rules
from backend.delivery.models import Milestone
from backend.delivery.selectors import milestone_readable_by

from .plans import plan_locked, stopped


def milestone_locked(milestone_id: int) -> Milestone:
    """The milestone with its plan and deal, locked; rights are the caller's."""
    schedule_id = Milestone.objects.values_list("plan_id", flat=True).get(pk=milestone_id)
    plan = plan_locked(schedule_id)
    found = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone_id)
    found.plan = plan
    return found


def milestone_facts(milestone: Milestone, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    contract = milestone.plan.contract
    return {
        "milestone_id": milestone.pk,
        "contract_id": contract.pk,
        "deal_id": contract.deal_id,
        "title": milestone.title,
    }


def titled(words: Words) -> Any:
    """Words of the trail with the milestone's title in them."""
    return lambda event: str(words) % {"title": event.payload["title"]}


def not_running(milestone: Milestone) -> Words | None:
    if not milestone.plan.running:
        return _("The plan is not agreed; its milestones wait.")
    return stopped(milestone.plan)


State = Milestone.State
MILESTONE: Lifecycle[Milestone] = Lifecycle(
    name="milestone",
    model=Milestone,
    states=State,
    find=milestone_readable_by,
    lock=milestone_locked,
    facts=milestone_facts,
    stale=_("The milestone changed while you were reading; look again."),
    settled={
        State.PLANNED: _("This milestone is not open yet."),
        State.ACCEPTED: _("This milestone is accepted."),
    },
    transitions=(
        Transition(
            act="open",
            source=(State.PLANNED,),
            target=State.OPEN,
            event=events.MilestoneOpened,
            told=titled(_("Milestone open: %(title)s")),
        ),
        Transition(
            act="submit",
            source=(State.OPEN, State.RETURNED),
            target=State.SUBMITTED,
            may=rules.may_submit,
            refused=_("Only the side that delivers submits a milestone."),
            blocked=not_running,
            event=events.MilestoneSubmitted,
            words=_("Submit for acceptance"),
            invitation=_("Submit it with the values reached"),
            done=_("Submitted. The other side is asked to accept it."),
            told=titled(_("Milestone submitted: %(title)s")),
            look="main",
        ),
        Transition(
            act="return",
            source=(State.SUBMITTED,),
            target=State.RETURNED,
            may=rules.may_accept,
            refused=_("Only the side that ordered accepts or returns a milestone."),
            blocked=not_running,
            ask=Ask(
                note_required=True,
                note_label=_("What is missing?"),
                note_column="returned_note",
                missing=_("Say what is missing."),
            ),
            event=events.MilestoneReturned,
            words=_("Return"),
            invitation=_("Return it and say what is missing"),
            done=_("Returned. The other side reads what is missing."),
            told=titled(_("Milestone returned: %(title)s")),
        ),
        Transition(
            act="accept",
            source=(State.SUBMITTED,),
            target=State.ACCEPTED,
            may=rules.may_accept,
            refused=_("Only the side that ordered accepts or returns a milestone."),
            blocked=not_running,
            event=events.MilestoneAccepted,
            words=_("Accept the milestone"),
            done=_("Accepted."),
            told=titled(_("Milestone accepted: %(title)s")),
            look="main",
        ),
    ),
)
