"""Writes of discovery: indexing listings, and matching them."""

from .examining import Examination, Obstacle, pair_examine
from .indexing import engines_warm_up, index_prepare, listings_write_index
from .pairing import listings_match_now, release_name

__all__ = [
    "Examination",
    "Obstacle",
    "engines_warm_up",
    "index_prepare",
    "listings_match_now",
    "listings_write_index",
    "pair_examine",
    "release_name",
]
