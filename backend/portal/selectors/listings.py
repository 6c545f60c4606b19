"""What stands between one listing and the others: its pairings and its contract."""

from __future__ import annotations

from dataclasses import dataclass

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.contracts.selectors import Record, record_of_listing
from backend.deals.reasons import Brief, pairing_briefs
from backend.deals.selectors import pairings_of_listing

SHOWN = 20  # a listing keeps its best twenty


@dataclass(frozen=True, slots=True)
class Found:
    """``follows``: the reader stands on the listing's side, so an empty list means none is there."""

    open: tuple[Brief, ...]
    declined: tuple[Brief, ...]
    record: Record | None
    follows: bool


def listing_pairings(actor: Actor, listing: Listing) -> Found:
    """The listing's pairings and contract record that this reader may see, best first."""
    pairings = pairings_of_listing(actor, listing.pk)[:SHOWN]
    briefs = pairing_briefs(pairings, actor, seen_from=(listing.pk,))
    return Found(
        open=tuple(b for b in briefs if b.settled != "declined"),
        declined=tuple(b for b in briefs if b.settled == "declined"),
        record=record_of_listing(actor, listing.pk),
        follows=actor.operator
        or actor.belongs_to(listing.owner_id)
        or (actor.user_id is not None and actor.user_id == listing.broker_id),
    )
