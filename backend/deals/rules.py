"""Who may follow a deal, and who speaks for its parties."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.rules import acting_for, acting_for_one, binds

from .models import Deal, Duty

PARTIES = (Duty.BUYER, Duty.SELLER)


def may_follow(actor: Actor, deal: Deal) -> bool:
    """Members of both parties, the people in it, and operators."""
    return (
        actor.operator
        or actor.belongs_to(deal.buyer_id)
        or actor.belongs_to(deal.seller_id)
        or any(person.user_id == actor.user_id for person in deal.people.all())
    )


def speaks_for(actor: Actor, deal: Deal, duty: str) -> bool:
    """Whether the actor may act for a party: whoever binds it, and its researcher in this deal."""
    contacts = {person.user_id for person in deal.people.all() if person.duty == duty}
    return binds(
        actor,
        deal.party_id(duty),
        contact_id=actor.user_id if actor.user_id in contacts else None,
    )


def spoken_for(actor: Actor, deal: Deal) -> frozenset[int]:
    """The parties' organisations that the actor may speak for."""
    return frozenset(deal.party_id(duty) for duty in PARTIES if speaks_for(actor, deal, duty))


def takes_part(actor: Actor, deal: Deal) -> bool:
    """Whether the actor speaks for one of the parties now."""
    return acting_for(actor, spoken_for(actor, deal)) is not None


def party_of(actor: Actor, deal: Deal) -> Duty:
    """The party that the actor speaks for. Raises NotPermitted for none, and where it is unclear."""
    found = acting_for_one(
        actor, spoken_for(actor, deal), _("Only the two sides of a deal do this.")
    )
    return Duty.BUYER if found == deal.buyer_id else Duty.SELLER
