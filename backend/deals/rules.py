"""Who may follow a deal, and who speaks for its parties."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BIND, BINDING, Action, action, party_to
from backend.accounts.rules import acting_for, acting_for_one

from .models import Deal, DealDuty

AGREE_NDA = action("nda_agree", _("Agree to the confidentiality of a deal"), BINDING)
PARTIES = (DealDuty.BUYER, DealDuty.SELLER)


def may_follow(actor: Actor, deal: Deal) -> bool:
    """Members of both parties, the people in it, and operators."""
    return party_to(
        actor,
        organisations=[deal.buyer_id, deal.seller_id],
        people=[person.user_id for person in deal.people.all()],
    )


def spoken_for(actor: Actor, deal: Deal, action: Action = BIND) -> frozenset[int]:
    """The parties' organisations for which the actor may do it; of a deal, who takes part in it is
    the contact."""
    found = set()
    for duty in PARTIES:
        own = any(p.duty == duty and p.user_id == actor.user_id for p in deal.people.all())
        contact_id = actor.user_id if own else None
        if action.allows(actor, deal.party_id(duty), contact_id=contact_id):
            found.add(deal.party_id(duty))
    return frozenset(found)


def takes_part(actor: Actor, deal: Deal, action: Action = BIND) -> bool:
    """Whether the actor may do it for one of the parties now."""
    return acting_for(actor, spoken_for(actor, deal, action)) is not None


def party_of(actor: Actor, deal: Deal, action: Action = BIND) -> DealDuty:
    """The party for which the actor does it. Raises NotPermitted for none, and where it is unclear."""
    found = acting_for_one(
        actor, spoken_for(actor, deal, action), _("Only the two sides of a deal do this.")
    )
    return DealDuty.BUYER if found == deal.buyer_id else DealDuty.SELLER


def takes_seat(actor: Actor, deal: Deal) -> bool:
    """Members of both parties and the people in it; operators look on."""
    if actor.belongs_to(deal.buyer_id) or actor.belongs_to(deal.seller_id):
        return True
    return any(person.user_id == actor.user_id for person in deal.people.all())


def may_move(actor: Actor, deal: Deal) -> bool:
    """Whoever speaks for a party, and the brokers of the deal."""
    accompanies = any(
        p.duty == DealDuty.BROKER and p.user_id == actor.user_id for p in deal.people.all()
    )
    return accompanies or takes_part(actor, deal)
