"""Answers of deals to events below them."""

from __future__ import annotations

from backend.catalog.events import ListingAudienceChanged

from .services import deals_brokers_follow


def deals_follow_broker(event: ListingAudienceChanged, event_id: int) -> None:
    """A listing's broker accompanies its deals, the running ones too."""
    deals_brokers_follow(listing_id=event.listing_id)
