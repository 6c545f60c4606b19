"""Who may decide on a pairing, and who may follow it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action, party_to
from backend.accounts.models import Duty
from backend.accounts.rules import acting_for, acting_for_one
from backend.catalog.models import Listing
from backend.mandates.rules import Across, mandate_for

from .models import Pairing, Side

DECIDE = action("pairing_decide", _("Answer a pairing"), BINDING, own=[Duty.RESEARCHER])
REFER = action("pairing_refer", _("Put a pairing to both of its sides"), [Duty.BROKER])


def spoken_for(actor: Actor, pairing: Pairing) -> frozenset[int]:
    """The sides' organisations that the actor may decide for, by duty or by a mandate of theirs."""
    return frozenset(
        pairing.listing_of(side).owner_id for side in Side if _speaks(actor, pairing, side)
    )


def _speaks(actor: Actor, pairing: Pairing, side: Side) -> bool:
    listing, other = pairing.listing_of(side), pairing.listing_of(side.other)
    across = Across(
        organisation_id=other.owner_id,
        listing=other,
        people=(getattr(pairing, f"{side.other}_decided_by_id"),),
        mandate=getattr(pairing, f"{side.other}_mandate"),
    )
    if DECIDE.allows(actor, listing.owner_id, contact_id=listing.contact_id):
        return not across.bound_by_mandate(actor)
    return mandate_for(actor, listing, across=across) is not None


def mandate_used(actor: Actor, listing: Listing) -> str:
    """The number of the mandate by which the actor answers for a listing, as spoken_for allows it;
    empty where by duty."""
    if DECIDE.allows(actor, listing.owner_id, contact_id=listing.contact_id):
        return ""
    found = mandate_for(actor, listing)
    return found.number if found is not None else ""


def may_refer(actor: Actor, pairing: Pairing) -> bool:
    """A broker who accompanies one of the two and belongs to neither of their organisations."""
    listings = (pairing.need, pairing.offer)
    return (
        REFER.allows(actor, actor.organisation_id)
        and actor.organisation_id not in actor.unverified
        and any(listing.broker_id == actor.user_id for listing in listings)
        and not any(actor.belongs_to(listing.owner_id) for listing in listings)
    )


def side_for(actor: Actor, pairing: Pairing) -> Side | None:
    """The side that the actor decides for; None for none, and where it is unclear which."""
    found = acting_for(actor, spoken_for(actor, pairing))
    return None if found is None else _side(pairing, found)


def side_of(actor: Actor, pairing: Pairing) -> Side:
    """The same; raises NotPermitted for none, and where it is unclear."""
    found = acting_for_one(
        actor, spoken_for(actor, pairing), _("Only the two sides decide on this pairing.")
    )
    return _side(pairing, found)


def _side(pairing: Pairing, organisation_id: int) -> Side:
    return Side.NEED if organisation_id == pairing.need.owner_id else Side.OFFER


def stands_by(actor: Actor, listing: Listing) -> bool:
    """Members of the listing's organisation, its broker, and operators."""
    return party_to(actor, organisations=[listing.owner_id], people=[listing.broker_id])


def sides_followed(actor: Actor, pairing: Pairing) -> list[Side]:
    """The sides by which the actor stands and to which the pairing was ever recommended."""
    return [
        side
        for side in Side
        if pairing.listed_since(side) and stands_by(actor, pairing.listing_of(side))
    ]


def may_follow(actor: Actor, pairing: Pairing) -> bool:
    """Whoever stands by either of its listings, once it was recommended there."""
    return bool(sides_followed(actor, pairing))
