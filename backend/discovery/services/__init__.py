"""Writes of discovery: indexing and matching listings, keeping outcomes, switching releases."""

from .examining import Examination, Obstacle, pair_examine
from .indexing import engines_warm_up, index_prepare, listings_write_index
from .outcomes import outcome_record, outcomes_record_ignored, pair_judge
from .pairing import listings_match_now
from .releasing import release_promote, release_rollback

__all__ = [
    "Examination",
    "Obstacle",
    "engines_warm_up",
    "index_prepare",
    "listings_match_now",
    "listings_write_index",
    "outcome_record",
    "outcomes_record_ignored",
    "pair_examine",
    "pair_judge",
    "release_promote",
    "release_rollback",
]
