"""Who may invite to talks, who answers, and who may know of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor, Mandated
from backend.accounts.duties import BINDING, action, party_to
from backend.accounts.models import Duty
from backend.accounts.rules import acting_for, acting_for_one
from backend.catalog.models import Listing
from backend.deals.models import DealDuty
from backend.mandates.rules import Across, mandate_for

from .models import SIDES, Introduction

INVITE = action(
    "introduction_make",
    _("Invite another organisation to talks"),
    [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.SERVICE_MEMBER],
    own=[Duty.RESEARCHER],
)
INTRODUCE = action("introduction_broker", _("Bring two organisations into talks"), [Duty.BROKER])
ANSWER = action(
    "introduction_answer", _("Answer an invitation to talks"), BINDING, own=[Duty.RESEARCHER]
)
NOT_ASKED = _("Only the side that was invited answers.")


def may_invite_for(actor: Actor, listing: Listing | None) -> bool:
    """Whether the actor may invite others for the organisation acted for, with a listing of its own."""
    contact_id = actor.user_id if listing is None else listing.contact_id
    return INVITE.allows(actor, actor.organisation_id, contact_id=contact_id)


def may_begin(actor: Actor) -> bool:
    """Whether the actor may invite at all, as the organisation acted for."""
    return may_invite_for(actor, None) or INTRODUCE.allows(actor, actor.organisation_id)


def asked_of(actor: Actor, introduction: Introduction) -> dict[int, DealDuty]:
    """The organisations that have not answered and that the actor answers for, with their sides."""
    found = {}
    for side in introduction.asked:
        listing = introduction.listing_of(side)
        organisation_id = introduction.organisation_of(side).pk
        contact_id = listing.contact_id if listing is not None else None
        if ANSWER.allows(actor, organisation_id, contact_id=contact_id):
            answers = not _across(introduction, side).bound_by_mandate(actor)
        else:
            answers = _mandate(actor, introduction, side) is not None
        if answers:
            found[organisation_id] = side
    return found


def mandate_used(actor: Actor, introduction: Introduction, side: DealDuty) -> Mandated | None:
    """The mandate by which the actor answers for a side; None where by duty."""
    listing = introduction.listing_of(side)
    organisation_id = introduction.organisation_of(side).pk
    if listing is None or ANSWER.allows(actor, organisation_id, contact_id=listing.contact_id):
        return None
    return _mandate(actor, introduction, side)


def _mandate(actor: Actor, introduction: Introduction, side: DealDuty) -> Mandated | None:
    listing = introduction.listing_of(side)
    if listing is None:
        return None
    return mandate_for(actor, listing, across=_across(introduction, side))


def _across(introduction: Introduction, side: DealDuty) -> Across:
    (other,) = (one for one in SIDES if one != side)
    organisation_id = introduction.organisation_of(other).pk
    invited = introduction.proposed_for_id == organisation_id
    return Across(
        organisation_id=organisation_id,
        listing=introduction.listing_of(other),
        people=(
            getattr(introduction, f"{other}_agreed_by_id"),
            introduction.proposed_by_id if invited else None,
        ),
        mandate=getattr(introduction, f"{other}_mandate"),
    )


def may_answer(actor: Actor, introduction: Introduction) -> bool:
    """Whether the actor answers for a side now."""
    return acting_for(actor, asked_of(actor, introduction)) is not None


def side_of(actor: Actor, introduction: Introduction) -> DealDuty:
    """The side for which the actor answers. Raises NotPermitted for none, and where it is unclear."""
    sides = asked_of(actor, introduction)
    return sides[acting_for_one(actor, sides, NOT_ASKED)]


def may_withdraw(actor: Actor, introduction: Introduction) -> bool:
    """Who invited, and whoever invites for the same organisation."""
    allowed = INTRODUCE if introduction.brokered else INVITE
    return actor.user_id == introduction.proposed_by_id or allowed.allows(
        actor, introduction.proposed_for_id
    )


def may_follow(actor: Actor, introduction: Introduction) -> bool:
    """Members of both sides and of the organisation that invited, brokers of what it is about, and
    operators."""
    organisations = [introduction.organisation_of(side).pk for side in SIDES]
    listings = [introduction.listing_of(side) for side in SIDES]
    return party_to(
        actor,
        organisations=[*organisations, introduction.proposed_for_id],
        people=[listing.broker_id for listing in listings if listing is not None],
    )
