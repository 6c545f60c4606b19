"""Listings with their details, indicators and audiences."""

from .audiences import ListingAudience, ListingGrant, Tier
from .details import (
    DETAILS,
    LONG,
    AchievementDetails,
    Details,
    ExpertDetails,
    NeedDetails,
    OrganisationDetails,
)
from .indicators import Indicator
from .listings import LANGUAGES, OFF_MARKET, ClosingReason, Disclosure, Kind, Listing, Status

__all__ = [
    "DETAILS",
    "LANGUAGES",
    "LONG",
    "OFF_MARKET",
    "AchievementDetails",
    "ClosingReason",
    "Details",
    "Disclosure",
    "ExpertDetails",
    "Indicator",
    "Kind",
    "Listing",
    "ListingAudience",
    "ListingGrant",
    "NeedDetails",
    "OrganisationDetails",
    "Status",
    "Tier",
]
