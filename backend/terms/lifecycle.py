"""What becomes of an offer of terms: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.core.models import Fact
from backend.deals.lifecycle import deal_locked

from . import rules
from .events import OfferAccepted, OfferDeclined, OfferExpired, OfferWithdrawn
from .models import Offer
from .selectors import offer_readable_by

State = Offer.State


def offer_locked(offer_id: int) -> Offer:
    """The offer and before it its deal, locked; rights are the caller's."""
    deal = deal_locked(Offer.objects.values_list("deal_id", flat=True).get(pk=offer_id))
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    offer.deal = deal
    return offer


def facts_of(offer: Offer, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    return {
        "offer_id": offer.pk, "deal_id": offer.deal_id, "round": offer.round, "by": offer.by
    }  # fmt: skip


def _closed(offer: Offer) -> Words | None:
    if offer.expires_at <= timezone.now():
        return _("The time for an answer is up; ask for a new offer, or make one.")
    return None if offer.deal.running else _("This deal is over; nothing is agreed any more.")


def _accepted(event: Fact) -> str:
    return gettext("Round %(n)s: terms accepted") % {"n": event.payload["round"]}


def _declined(event: Fact) -> str:
    return gettext("Round %(n)s: terms declined") % {"n": event.payload["round"]}


def _withdrawn(event: Fact) -> str:
    return gettext("Round %(n)s: terms taken back") % {"n": event.payload["round"]}


OFFER: Lifecycle[Offer] = Lifecycle(
    name="offer",
    model=Offer,
    states=State,
    find=offer_readable_by,
    lock=offer_locked,
    facts=facts_of,
    changed_by=lambda offer: str(offer.answered_by or offer.made_by),
    stale=_("These terms were answered while you were reading; look again."),
    settled={
        State.ACCEPTED: _("These terms are accepted."),
        State.COUNTERED: _("These terms were answered by a later offer; look at that one."),
        State.DECLINED: _("These terms were declined."),
        State.WITHDRAWN: _("These terms were taken back."),
        State.EXPIRED: _("These terms have expired; make a new offer."),
        State.REPLACED: _("Later terms were accepted in their place."),
    },
    transitions=(
        Transition(
            act="accept",
            source=(State.OPEN,),
            target=State.ACCEPTED,
            may=rules.may_answer,
            refused=rules.NOT_THEIR_TURN,
            blocked=_closed,
            event=OfferAccepted,
            words=_("Accept these terms as a whole"),
            done=_("Accepted. The terms stand; next, one side drafts the contract."),
            told=_accepted,
            look="main",
        ),
        Transition(
            act="decline",
            source=(State.OPEN,),
            target=State.DECLINED,
            may=rules.may_answer,
            refused=rules.NOT_THEIR_TURN,
            blocked=_closed,
            ask=Ask(
                note_required=True,
                note_label=_("What does not fit?"),
                note_column="declined_note",
                missing=_("Say what does not fit, so that a better offer can follow."),
            ),
            event=OfferDeclined,
            words=_("Decline"),
            invitation=_("Decline without a counter-offer"),
            done=_("Declined. The other side reads why; the talks go on."),
            told=_declined,
        ),
        Transition(
            act="withdraw",
            source=(State.OPEN,),
            target=State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only the side that made the offer takes it back."),
            event=OfferWithdrawn,
            words=_("Take it back"),
            done=_("Taken back."),
            told=_withdrawn,
            look="danger",
        ),
        Transition(act="counter", source=(State.OPEN,), target=State.COUNTERED),
        Transition(act="renew", source=(State.OPEN,), target=State.WITHDRAWN),
        Transition(act="replace", source=(State.ACCEPTED,), target=State.REPLACED),
        Transition(act="expire", source=(State.OPEN,), target=State.EXPIRED, event=OfferExpired),
    ),
)
