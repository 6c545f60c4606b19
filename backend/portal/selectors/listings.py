"""What stands between one listing and the others: its pairings and its contract."""

from __future__ import annotations

from dataclasses import dataclass

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit
from backend.contracts.selectors import Record, record_of_listing
from backend.discovery.selectors import listings_being_matched
from backend.discovery.services.pairing import KEEP
from backend.pairings.reasons import Brief, pairing_briefs
from backend.pairings.rules import stands_by
from backend.pairings.selectors import pairings_of_listing

from .teams import Team, teams_of


@dataclass(frozen=True, slots=True)
class ListingPairings:
    """``follows``: the reader stands on the listing's side, so an empty list means none is there, or
    none yet while the listing is ``comparing``.
    """

    open: tuple[Brief, ...]
    declined: tuple[Brief, ...]
    over: tuple[Brief, ...]  # of listings that left the market before both accepted
    record: Record | None
    follows: bool
    comparing: bool
    may_edit: bool
    all_met: int  # of the open ones, how many meet every indicator
    teams: tuple[Team, ...]  # for the need's own people


def listing_pairings(actor: Actor, listing: Listing, *, met_only: bool = False) -> ListingPairings:
    """The listing's pairings and contract record that this reader may see, best first.

    ``met_only`` keeps those open ones that meet every wanted indicator.
    """
    pairings = pairings_of_listing(actor, listing.pk)[:KEEP]
    briefs = pairing_briefs(pairings, actor, seen_from=(listing.pk,))
    undeclined = tuple(b for b in briefs if b.settled != "declined" and not b.over)
    met = tuple(b for b in undeclined if b.indicators.all_met)
    follows = stands_by(actor, listing)
    return ListingPairings(
        open=met if met_only else undeclined,
        declined=tuple(b for b in briefs if b.settled == "declined"),
        over=tuple(b for b in briefs if b.over),
        record=record_of_listing(actor, listing.pk),
        follows=follows,
        comparing=follows and bool(listings_being_matched([listing.pk])),
        may_edit=may_edit(actor, listing),
        all_met=len(met),
        teams=teams_of(undeclined) if follows and listing.type.seeks else (),
    )
