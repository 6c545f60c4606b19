"""Writes of discovery: indexing, the truth of the index, matching, outcomes, releases."""

from .checking import index_check
from .comparing import Differences, batches
from .examining import Examination, Obstacle, pair_examine
from .foreseeing import Foreseen, values_foresee
from .indexing import (
    encoder_is_ready,
    engines_warm_up,
    index_prepare,
    listing_documents,
    listings_write_index,
)
from .outcomes import outcome_record, outcomes_record_ignored, pair_judge
from .pairing import listings_match_now
from .rebuilding import (
    BuildIncomplete,
    index_outdated,
    index_rebuild,
    index_rewrite,
    index_rollback,
)
from .releasing import release_promote, release_rollback
from .resembling import Resembling, listings_resembling
from .weighing import signals_weighed, weights_compare, weights_propose, weights_try

__all__ = [
    "BuildIncomplete",
    "Differences",
    "Examination",
    "Foreseen",
    "Obstacle",
    "Resembling",
    "batches",
    "encoder_is_ready",
    "engines_warm_up",
    "index_check",
    "index_outdated",
    "index_prepare",
    "index_rebuild",
    "index_rewrite",
    "index_rollback",
    "listing_documents",
    "listings_match_now",
    "listings_resembling",
    "listings_write_index",
    "outcome_record",
    "outcomes_record_ignored",
    "pair_examine",
    "pair_judge",
    "release_promote",
    "release_rollback",
    "signals_weighed",
    "values_foresee",
    "weights_compare",
    "weights_propose",
    "weights_try",
]
