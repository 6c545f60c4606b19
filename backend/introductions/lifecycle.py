"""What becomes of an invitation to talks: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.core.models import Fact
from backend.deals.models import DealDuty
from backend.mandates.words import for_client

from . import rules
from .events import IntroductionAgreed, IntroductionDeclined, IntroductionWithdrawn
from .models import Introduction
from .selectors import introduction_followed_by

State = Introduction.State


def _locked(introduction_id: int) -> Introduction:
    return (
        Introduction.objects.select_for_update(of=("self",))
        .select_related("buyer", "seller", "need", "offer")
        .get(pk=introduction_id)
    )


def _facts(introduction: Introduction, actor: Actor | None) -> dict[str, Any]:
    side = str(introduction.answering)
    mandate = getattr(introduction, f"{side}_mandate") if side else ""
    return {"introduction_id": introduction.pk, "side": side, "mandate": mandate}


def _off_market(introduction: Introduction) -> Words | None:
    listings = (introduction.need, introduction.offer)
    if all(listing is None or listing.published for listing in listings):
        return None
    return _("What it is about is no longer on the market.")


def _agreed(event: Fact) -> str:
    if event.payload["side"] == DealDuty.BUYER:
        return for_client(gettext("The buyer would talk"), event)
    return for_client(gettext("The seller would talk"), event)


def _declined(event: Fact) -> str:
    if event.payload["side"] == DealDuty.BUYER:
        return for_client(gettext("The buyer declined to talk"), event)
    return for_client(gettext("The seller declined to talk"), event)


INTRODUCTION: Lifecycle[Introduction] = Lifecycle(
    name="introduction",
    model=Introduction,
    states=State,
    find=introduction_followed_by,
    lock=_locked,
    facts=_facts,
    changed_by=lambda introduction: str(introduction.proposed_by),
    stale=_("The invitation changed while you were reading; look again."),
    settled={
        State.AGREED: _("Both sides agreed: the talks are open."),
        State.DECLINED: _("This invitation was declined."),
        State.WITHDRAWN: _("This invitation was taken back."),
    },
    transitions=(
        Transition(
            act="decline",
            source=(State.OPEN,),
            target=State.DECLINED,
            may=rules.may_answer,
            refused=rules.NOT_ASKED,
            ask=Ask(
                note_required=True,
                note_label=_("Why not?"),
                note_column="decline_note",
                missing=_("Say in a few words why; the other side reads it."),
            ),
            event=IntroductionDeclined,
            words=_("Decline"),
            invitation=_("Decline and say why"),
            done=_("Declined. The other side reads your reason."),
            told=_declined,
            look="danger",
        ),
        Transition(
            act="agree",
            source=(State.OPEN,),
            target=State.OPEN,
            may=rules.may_answer,
            refused=rules.NOT_ASKED,
            blocked=_off_market,
            event=IntroductionAgreed,
            words=_("Agree to talk"),
            told=_agreed,
            look="main",
        ),
        Transition(
            act="withdraw",
            source=(State.OPEN,),
            target=State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only who invited takes it back."),
            event=IntroductionWithdrawn,
            words=_("Take it back"),
            done=_("Taken back. Those who were asked are told."),
            told=_("The invitation was taken back"),
        ),
        Transition(act="open", source=(State.OPEN,), target=State.AGREED),
    ),
)
