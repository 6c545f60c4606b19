"""The chain of the main job: published → indexed → matched."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from backend.catalog.events import (
    ListingAudienceChanged,
    ListingPublished,
    ListingRevised,
    ListingsPublished,
    ListingWithdrawn,
)
from backend.core.outbox import publish

from .events import ListingIndexed, ListingsIndexed
from .services import listings_match_now, listings_write_index

OfOne = ListingPublished | ListingRevised | ListingWithdrawn | ListingAudienceChanged


def listing_index(event: OfOne, event_id: int) -> None:
    """Bring the index up to the listing; new content on the market is then matched."""
    listing_index_together([event])


def listing_index_together(events: Sequence[OfOne]) -> None:
    """The same for several at once: encoded and written in one go, seen after one refresh."""
    known = [e for e in events if not isinstance(e, ListingRevised) or e.published]
    if not known:
        return
    listings_write_index(sorted({event.listing_id for event in known}))
    with transaction.atomic():
        for event in known:
            if isinstance(event, ListingPublished | ListingRevised):
                publish(ListingIndexed(listing_id=event.listing_id), actor_id=None)


def listings_index(event: ListingsPublished, event_id: int) -> None:
    """The same for a batch of an import."""
    listings_write_index(event.listing_ids)
    with transaction.atomic():
        publish(
            ListingsIndexed(organisation_id=event.organisation_id, listing_ids=event.listing_ids),
            actor_id=None,
        )


def listing_match(event: ListingIndexed, event_id: int) -> None:
    """Find the other side among what is indexed, and propose it to people."""
    listings_match_now([event.listing_id])


def listings_match(event: ListingsIndexed, event_id: int) -> None:
    """The same for a batch, without telling people one by one."""
    listings_match_now(event.listing_ids, quietly=True)
