"""What a side of a pairing does with it: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.models import Status
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.core.models import Fact
from backend.mandates.words import for_client

from .events import PairingAccepted, PairingDeclined, PairingReconsidered, PairingResumed
from .models import Decision, DeclineReason, Pairing, Side
from .rules import mandate_used, side_of
from .selectors import pairing_followed_by


def _locked(pairing_id: int) -> Pairing:
    return (
        Pairing.objects.select_for_update(of=("self",))
        .select_related("need", "offer", "deal")
        .get(pk=pairing_id)
    )


def _facts(pairing: Pairing, actor: Actor) -> dict[str, Any]:
    side = side_of(actor, pairing)
    return {
        "pairing_id": pairing.pk,
        "need_id": pairing.need_id,
        "offer_id": pairing.offer_id,
        "side": side.value,
        "reason": pairing.decline_reason,
        "mandate": mandate_used(actor, pairing.listing_of(side)),
    }


def _last_decider(pairing: Pairing) -> str:
    for side in Side:
        person = getattr(pairing, f"{side}_decided_by")
        if person is not None:
            return str(person)
    return str(_("the matcher"))


def _off_market(pairing: Pairing) -> Words | None:
    if pairing.need.published and pairing.offer.published:
        return None
    if pairing.need.status == Status.CONTRACTED:
        return _("The need is in contract with a partner.")
    if pairing.need.status == Status.CLOSED:
        return _("Its owner closed the need.")
    return _("One of the two was withdrawn from the market.")


def undecidable(pairing: Pairing) -> Words | None:
    """Why nothing can be decided on it any more; None where it can."""
    if pairing.declined_by is not None:
        return _("This pairing was declined.")
    return _off_market(pairing)


def _not_ended(pairing: Pairing) -> Words | None:
    if pairing.deal is None or not pairing.deal.lost:
        return _("Only talks that have ended can be taken up again.")
    return _off_market(pairing)


def _accepted(event: Fact) -> str:
    if event.payload["side"] == Side.NEED:
        return for_client(gettext("The need's side accepted"), event)
    return for_client(gettext("The offer's side accepted"), event)


def _declined(event: Fact) -> str:
    reason = {"reason": DeclineReason(event.payload["reason"]).label}
    if event.payload["side"] == Side.NEED:
        return for_client(gettext("The need's side declined: %(reason)s") % reason, event)
    return for_client(gettext("The offer's side declined: %(reason)s") % reason, event)


PAIRING: Lifecycle[Pairing] = Lifecycle(
    name="pairing",
    model=Pairing,
    states=Decision,
    column=lambda pairing, actor: f"{side_of(actor, pairing)}_decision",
    find=pairing_followed_by,
    lock=_locked,
    facts=_facts,
    changed_by=_last_decider,
    stale=_("The pairing changed while you were reading; look again before you decide."),
    settled={
        Decision.OPEN: _("Your side has not decided yet."),
        Decision.ACCEPTED: _("Your side has accepted already."),
        Decision.DECLINED: _("This pairing was declined."),
    },
    transitions=(
        Transition(
            act="decline",
            source=(Decision.OPEN,),
            target=Decision.DECLINED,
            may=lambda actor, pairing: True,
            blocked=undecidable,
            ask=Ask(
                reasons=DeclineReason,
                reason_column="decline_reason",
                other=DeclineReason.OTHER,
                note=True,
                note_column="decline_note",
                help=_("The other side reads it; it also improves what is recommended."),
            ),
            event=PairingDeclined,
            words=_("Decline"),
            invitation=_("Decline and say why"),
            done=_("Declined. The other side reads your reason."),
            told=_declined,
            look="danger",
        ),
        Transition(
            act="accept",
            source=(Decision.OPEN,),
            target=Decision.ACCEPTED,
            may=lambda actor, pairing: True,
            blocked=undecidable,
            event=PairingAccepted,
            words=_("Accept"),
            told=_accepted,
            look="main",
        ),
        Transition(
            act="reconsider",
            source=(Decision.DECLINED,),
            target=Decision.OPEN,
            may=lambda actor, pairing: True,
            blocked=_off_market,
            event=PairingReconsidered,
            words=_("Reconsider"),
            done=_("Open again: both sides can decide."),
            told=_("The refusal was taken back"),
        ),
        Transition(
            act="resume",
            source=(Decision.ACCEPTED,),
            target=Decision.ACCEPTED,
            may=lambda actor, pairing: True,
            blocked=_not_ended,
            event=PairingResumed,
            words=_("Take up the talks again"),
            done=_("Accepted anew. The other side is told now."),
            told=_("One side would take up the talks again"),
            look="main",
        ),
    ),
)
