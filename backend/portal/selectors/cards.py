"""Listings of one's own with their best pairings, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from backend.accounts.actors import Actor
from backend.catalog.models import Indicator, Listing, Status
from backend.contracts.selectors import contracts_signed
from backend.discovery.selectors import listings_being_matched
from backend.discovery.services.pairing import KEEP
from backend.pairings.models import Pairing
from backend.pairings.reasons import Brief, pairing_briefs, waits_for
from backend.pairings.selectors import pairings_open_for

BEST = 3  # pairings shown at once; the listing's page shows all


@dataclass(frozen=True, slots=True)
class Card:
    """A listing with its best pairings. ``waiting`` counts those that wait for this reader."""

    listing: Listing
    best: tuple[Brief, ...]
    total: int
    waiting: int
    dealt: int
    contracted: bool
    indicators: int
    comparing: bool

    @property
    def more(self) -> int:
        """Pairings beyond those shown."""
        return self.total - len(self.best)

    @property
    def state(self) -> str:
        """What matters most about it: one word the templates know."""
        if self.listing.status != Status.PUBLISHED:
            return str(self.listing.status)
        if self.waiting:
            return "waiting"
        if self.contracted:
            return "contracted"
        if self.dealt:
            return "dealt"
        if self.total:
            return "fits"
        return "comparing" if self.comparing else "alone"


def cards_of(actor: Actor, listings: Iterable[Listing]) -> list[Card]:
    """A card for each listing. What waits for this reader comes first, then the best."""
    found: Sequence[Listing] = list(listings)
    ids = [listing.pk for listing in found]
    grouped: dict[int, list[Pairing]] = {pk: [] for pk in ids}
    for pairing in pairings_open_for(actor).filter(Q(need_id__in=ids) | Q(offer_id__in=ids)):
        for pk in (pairing.need_id, pairing.offer_id):
            if pk in grouped:
                grouped[pk].append(pairing)
    for pairings in grouped.values():
        pairings.sort(key=lambda p: (not waits_for(actor, p), not p.in_talks))
        # Each offer keeps its own best needs too; what a listing shows is its own best.
        del pairings[KEEP:]
    briefs = _briefs(actor, grouped)
    contracted = _contracted(ids)
    counted = _indicators(ids)
    comparing = listings_being_matched([pk for pk, found in grouped.items() if not found])
    return [
        Card(
            listing=listing,
            best=briefs[listing.pk],
            total=len(grouped[listing.pk]),
            waiting=sum(waits_for(actor, p) for p in grouped[listing.pk]),
            dealt=sum(p.in_talks for p in grouped[listing.pk]),
            contracted=listing.pk in contracted,
            indicators=counted.get(listing.pk, 0),
            comparing=listing.pk in comparing and listing.type.paired,
        )
        for listing in found
    ]


def _briefs(actor: Actor, grouped: dict[int, list[Pairing]]) -> dict[int, tuple[Brief, ...]]:
    """The best of each, rendered together so that all texts are read at once."""
    shown = [(pk, pairing) for pk, found in grouped.items() for pairing in found[:BEST]]
    rendered = pairing_briefs([p for _pk, p in shown], actor, seen_from=grouped.keys())
    briefs: dict[int, list[Brief]] = {pk: [] for pk in grouped}
    for (pk, _pairing), brief in zip(shown, rendered, strict=True):
        briefs[pk].append(brief)
    return {pk: tuple(found) for pk, found in briefs.items()}


def _contracted(ids: Sequence[int]) -> set[int]:
    pairs = (
        contracts_signed()
        .filter(Q(need_id__in=ids) | Q(offer_id__in=ids))
        .values_list("need_id", "offer_id")
    )
    return {pk for pair in pairs for pk in pair}


def _indicators(ids: Sequence[int]) -> dict[int, int]:
    rows = Indicator.objects.filter(listing_id__in=ids).values("listing_id")
    return {row["listing_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}
