"""What becomes of claims and wishes: one row for each act."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.rules import NOT_OWN
from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import rules
from .events import (
    ClaimApproved,
    ClaimDeclined,
    WishAnswered,
    WishDeclined,
    WishTaken,
    WishWithdrawn,
)
from .models import Claim, Wish
from .selectors import claim_seen_by, wish_seen_by


def _claim_locked(claim_id: int) -> Claim:
    rows = Claim.objects.select_for_update(of=("self",))
    return rows.select_related("expert__owner", "user").get(pk=claim_id)


CLAIM: Lifecycle[Claim] = Lifecycle(
    name="claim",
    model=Claim,
    states=Claim.State,
    find=claim_seen_by,
    lock=_claim_locked,
    facts=lambda claim, actor: {"claim_id": claim.pk},
    settled={
        Claim.State.APPROVED: _("The profile was handed over."),
        Claim.State.DECLINED: _("This claim was declined."),
    },
    transitions=(
        Transition(
            act="approve",
            source=(Claim.State.ASKED,),
            target=Claim.State.APPROVED,
            may=rules.may_decide,
            refused=NOT_OWN,
            event=ClaimApproved,
            words=_("Hand the profile over"),
            done=_("Handed over: the person edits the profile from now on."),
            told=_("The profile was handed over"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(Claim.State.ASKED,),
            target=Claim.State.DECLINED,
            may=rules.may_decide,
            refused=NOT_OWN,
            ask=Ask(note_required=True, note_label=_("Why not?"), note_column="decline_note"),
            event=ClaimDeclined,
            words=_("Decline"),
            told=_("The claim was declined"),
            look="danger",
        ),
    ),
)


def _wish_locked(wish_id: int) -> Wish:
    return (
        Wish.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=wish_id)
    )


WISH: Lifecycle[Wish] = Lifecycle(
    name="talent_wish",
    model=Wish,
    states=Wish.State,
    find=wish_seen_by,
    lock=_wish_locked,
    facts=lambda wish, actor: {"talent_wish_id": wish.pk},
    changed_by=lambda wish: str(wish.taken_by or wish.made_by),
    settled={
        Wish.State.ANSWERED: _("This wish is answered."),
        Wish.State.DECLINED: _("This wish was declined."),
        Wish.State.WITHDRAWN: _("This wish was withdrawn."),
    },
    transitions=(
        Transition(
            act="take",
            source=(Wish.State.OPEN,),
            target=Wish.State.TAKEN,
            may=rules.may_take,
            refused=rules.NOT_OFFICER,
            event=WishTaken,
            words=_("Take the order"),
            done=_("Taken: the firm sees that your unit works on it."),
            told=_("An officer took the order"),
            look="main",
        ),
        Transition(
            act="answer",
            source=(Wish.State.TAKEN,),
            target=Wish.State.ANSWERED,
            may=rules.may_answer,
            refused=rules.NOT_OFFICER,
            ask=Ask(
                note_required=True,
                note_label=_("Your answer"),
                note_column="answer",
                missing=_("Say what you found for the firm."),
            ),
            event=WishAnswered,
            words=_("Answer the wish"),
            told=_("Answered"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(Wish.State.TAKEN,),
            target=Wish.State.DECLINED,
            may=rules.may_answer,
            refused=rules.NOT_OFFICER,
            ask=Ask(note_required=True, note_label=_("Why not?"), note_column="answer"),
            event=WishDeclined,
            words=_("Cannot be served"),
            told=_("Could not be served"),
            look="danger",
        ),
        Transition(
            act="withdraw",
            source=(Wish.State.OPEN, Wish.State.TAKEN),
            target=Wish.State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=rules.NOT_FIRM,
            event=WishWithdrawn,
            words=_("Withdraw"),
            told=_("The firm withdrew it"),
        ),
    ),
)
