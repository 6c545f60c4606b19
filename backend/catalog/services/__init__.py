"""Writes of listings."""

from .market import (
    SERVICES,
    achievement_transferred,
    listing_close,
    listing_delete,
    listing_publish,
    listing_solve,
    listing_withdraw,
    mark_published,
    need_contract,
    need_reopen,
    need_solved,
)
from .rights import (
    audience_write,
    document_version_raise,
    listing_assign_broker,
    listing_contact_set,
    listing_grant,
    listings_follow_owner,
    listings_hand_over,
)
from .writing import (
    PRESENTED,
    listing_draft,
    listing_revise,
    presented_already,
    rows_write,
)

__all__ = [
    "PRESENTED",
    "SERVICES",
    "achievement_transferred",
    "audience_write",
    "document_version_raise",
    "listing_assign_broker",
    "listing_close",
    "listing_contact_set",
    "listing_delete",
    "listing_draft",
    "listing_grant",
    "listing_publish",
    "listing_revise",
    "listing_solve",
    "listing_withdraw",
    "listings_follow_owner",
    "listings_hand_over",
    "mark_published",
    "need_contract",
    "need_reopen",
    "need_solved",
    "presented_already",
    "rows_write",
]
