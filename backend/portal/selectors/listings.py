"""What stands between one listing and the others: its pairings and its contract."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.contracts.models import Contract
from backend.contracts.selectors import contracted, contracts_readable_by
from backend.deals.reasons import Brief, pairing_briefs
from backend.deals.selectors import pairings_of_listing

SHOWN = 20  # a listing keeps its best twenty


@dataclass(frozen=True, slots=True)
class Found:
    """``follows``: the reader stands on the listing's side, so an empty list means none is there."""

    open: tuple[Brief, ...]
    declined: tuple[Brief, ...]
    contracts: tuple[Contract, ...]
    contracted: bool
    follows: bool


def listing_pairings(actor: Actor, listing: Listing) -> Found:
    """The listing's pairings and contracts that this reader may see, best first."""
    pairings = pairings_of_listing(actor, listing.pk)[:SHOWN]
    briefs = pairing_briefs(pairings, actor, seen_from=(listing.pk,))
    readable = contracts_readable_by(actor).filter(Q(need=listing) | Q(offer=listing))
    return Found(
        open=tuple(b for b in briefs if b.settled != "declined"),
        declined=tuple(b for b in briefs if b.settled == "declined"),
        contracts=tuple(readable),
        contracted=contracted(listing.pk),
        follows=actor.operator
        or actor.belongs_to(listing.owner_id)
        or (actor.user_id is not None and actor.user_id == listing.broker_id),
    )
