"""Listings with their indicators and audiences; their details stand with their kinds."""

from .audiences import ListingAudience, ListingGrant, ListingReader, Tier
from .indicators import Indicator
from .listings import (
    LANGUAGES,
    NOT_YET,
    OFF_MARKET,
    PRESENTING,
    SHOWN,
    SOLVED,
    ClosingReason,
    Disclosure,
    Ending,
    Listing,
    Status,
)

__all__ = [
    "LANGUAGES",
    "NOT_YET",
    "OFF_MARKET",
    "PRESENTING",
    "SHOWN",
    "SOLVED",
    "ClosingReason",
    "Disclosure",
    "Ending",
    "Indicator",
    "Listing",
    "ListingAudience",
    "ListingGrant",
    "ListingReader",
    "Status",
    "Tier",
]
