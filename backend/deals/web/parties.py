"""The two parties of a deal and its brokers, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_visible_to
from backend.deals.models import Deal, DealDuty


@dataclass(frozen=True, slots=True)
class Party:
    """One side with its people; ``listing`` is its need or offer where the reader may read it."""

    duty: DealDuty
    organisation: Organisation | None
    listing: Listing | None
    people: tuple[User, ...]


def parties_of(deal: Deal, actor: Actor) -> list[Party]:
    """Buyer, seller, and each broker."""
    people = deal.people.all()
    wanted = [pk for pk in (deal.need_id, deal.offer_id) if pk is not None]
    listings = listings_visible_to(actor).in_bulk(wanted)

    def side(duty: DealDuty, organisation: Organisation, listing_id: int | None) -> Party:
        members = tuple(person.user for person in people if person.duty == duty)
        return Party(duty, organisation, listings.get(listing_id or 0), members)

    return [
        side(DealDuty.BUYER, deal.buyer, deal.need_id),
        side(DealDuty.SELLER, deal.seller, deal.offer_id),
        *(
            Party(DealDuty.BROKER, person.organisation, None, (person.user,))
            for person in people
            if person.duty == DealDuty.BROKER
        ),
    ]
