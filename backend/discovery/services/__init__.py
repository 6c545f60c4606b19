"""Writes of discovery: indexing listings, and matching them."""

from .indexing import engines_warm_up, index_prepare, listings_write_index
from .pairing import listings_match_now, release_name

__all__ = [
    "engines_warm_up",
    "index_prepare",
    "listings_match_now",
    "listings_write_index",
    "release_name",
]
