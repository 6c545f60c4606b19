"""Writes of discovery: indexing listings, keeping the index true, and matching."""

from .checking import index_check
from .comparing import Differences, batches
from .examining import Examination, Obstacle, pair_examine
from .indexing import engines_warm_up, index_prepare, listings_write_index
from .pairing import listings_match_now, release_name
from .rebuilding import (
    BuildIncomplete,
    index_outdated,
    index_rebuild,
    index_rewrite,
    index_rollback,
)

__all__ = [
    "BuildIncomplete",
    "Differences",
    "Examination",
    "Obstacle",
    "batches",
    "engines_warm_up",
    "index_check",
    "index_outdated",
    "index_prepare",
    "index_rebuild",
    "index_rewrite",
    "index_rollback",
    "listings_match_now",
    "listings_write_index",
    "pair_examine",
    "release_name",
]
