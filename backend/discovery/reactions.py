"""The chain of the main job: published → indexed → matched."""

from __future__ import annotations

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
    if isinstance(event, ListingRevised) and not event.published:
        return
    listings_write_index([event.listing_id])
    if isinstance(event, ListingPublished | ListingRevised):
        with transaction.atomic():
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
