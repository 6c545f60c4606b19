"""Writes of profiles, claims, lists and wishes."""

from .lists import WISH_SERVICES, entry_make, entry_withdraw, wish_make
from .profiles import CLAIM_SERVICES, engagement_set, profile_claim, work_add, work_remove

__all__ = [
    "CLAIM_SERVICES",
    "WISH_SERVICES",
    "engagement_set",
    "entry_make",
    "entry_withdraw",
    "profile_claim",
    "wish_make",
    "work_add",
    "work_remove",
]
