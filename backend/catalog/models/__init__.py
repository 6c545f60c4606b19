"""Listings with their indicators and audiences; their details stand with their kinds."""

from .audiences import ListingAudience, ListingGrant, Tier
from .indicators import Indicator
from .listings import (
    LANGUAGES,
    OFF_MARKET,
    PRESENTING,
    SHOWN,
    SOLVED,
    ClosingReason,
    Disclosure,
    Listing,
    Status,
)

__all__ = [
    "LANGUAGES",
    "OFF_MARKET",
    "PRESENTING",
    "SHOWN",
    "SOLVED",
    "ClosingReason",
    "Disclosure",
    "Indicator",
    "Listing",
    "ListingAudience",
    "ListingGrant",
    "Status",
    "Tier",
]
