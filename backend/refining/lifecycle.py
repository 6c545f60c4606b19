"""What becomes of a refinement and of each proposal in it: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import rules
from .events import (
    ProposalAccepted,
    ProposalDeclined,
    ProposalWithdrawn,
    RefinementClosed,
    RefinementDeclined,
    RefinementOpened,
)
from .models import Proposal, Refinement
from .selectors import proposal_followed_by, refinement_followed_by

State = Refinement.State
PState = Proposal.State


def _locked(refinement_id: int) -> Refinement:
    return (
        Refinement.objects.select_for_update(of=("self",))
        .select_related("listing__owner", "listing__need_details")
        .get(pk=refinement_id)
    )


def _proposal_locked(need_proposal_id: int) -> Proposal:
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("refinement__listing__owner")
        .get(pk=need_proposal_id)
    )


def _facts(refinement: Refinement, actor: Actor | None) -> dict[str, Any]:
    return {"refinement_id": refinement.pk}


def _proposal_facts(proposal: Proposal, actor: Actor | None) -> dict[str, Any]:
    return {"need_proposal_id": proposal.pk}


def _not_open(proposal: Proposal) -> Words | None:
    if proposal.refinement.state == State.OPEN:
        return None
    return _("The refinement is finished.")


REFINEMENT: Lifecycle[Refinement] = Lifecycle(
    name="refinement",
    model=Refinement,
    states=State,
    find=refinement_followed_by,
    lock=_locked,
    facts=_facts,
    settled={
        State.OPEN: _("The need is being refined already."),
        State.CLOSED: _("The refinement is finished."),
        State.DECLINED: _("The owner does not want it."),
    },
    transitions=(
        Transition(
            act="agree",
            source=(State.ASKED,),
            target=State.OPEN,
            may=rules.may_decide,
            refused=rules.NOT_THE_OWNER,
            event=RefinementOpened,
            words=_("Have it refined"),
            done=_(
                "They read the whole need now and propose other words; you decide field by field."
            ),
            told=_("The owner agreed to have it refined"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(State.ASKED,),
            target=State.DECLINED,
            may=rules.may_decide,
            refused=rules.NOT_THE_OWNER,
            ask=Ask(
                note_required=True,
                note_label=_("Why do you not agree?"),
                note_column="answer",
                missing=_("Say in a few words why; who proposed it reads it."),
            ),
            event=RefinementDeclined,
            words=_("Not now"),
            invitation=_("Say why you do not want it refined"),
            done=_("Told to who proposed it."),
            told=_("The owner does not want it refined"),
        ),
        Transition(
            act="close",
            source=(State.OPEN,),
            target=State.CLOSED,
            may=rules.may_decide,
            refused=rules.NOT_THE_OWNER,
            event=RefinementClosed,
            words=_("Finish the refinement"),
            done=_("Finished. Those who helped read no more than others do."),
            told=_("The owner finished the refinement"),
        ),
    ),
)

PROPOSAL: Lifecycle[Proposal] = Lifecycle(
    name="need_proposal",
    model=Proposal,
    states=PState,
    find=proposal_followed_by,
    lock=_proposal_locked,
    facts=_proposal_facts,
    settled={
        PState.ACCEPTED: _("It was taken up already."),
        PState.DECLINED: _("The field was left as it is."),
        PState.WITHDRAWN: _("It was taken back."),
    },
    transitions=(
        Transition(
            act="accept",
            source=(PState.OPEN,),
            target=PState.ACCEPTED,
            may=rules.may_answer,
            refused=rules.NOT_THE_OWNER,
            blocked=_not_open,
            event=ProposalAccepted,
            words=_("Take it up"),
            done=_("Taken up."),
            look="main",
        ),
        Transition(
            act="decline",
            source=(PState.OPEN,),
            target=PState.DECLINED,
            may=rules.may_answer,
            refused=rules.NOT_THE_OWNER,
            ask=Ask(note=True, note_label=_("Why do you not agree?"), note_column="answer"),
            event=ProposalDeclined,
            words=_("Leave it as it is"),
            done=_("Left as it is."),
        ),
        Transition(
            act="withdraw",
            source=(PState.OPEN,),
            target=PState.WITHDRAWN,
            may=rules.may_take_back,
            refused=_("Only who made it takes it back."),
            event=ProposalWithdrawn,
            words=_("Take it back"),
            done=_("Taken back."),
        ),
    ),
)
