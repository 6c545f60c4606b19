"""Reads of what people search for, within their rights."""

from .matching import listings_being_matched
from .passages import Piece, passage
from .searching import (
    FACETS,
    Results,
    Search,
    SearchHit,
    listing_answers,
    listings_search,
    listings_similar,
)
from .suggesting import SearchSuggestion, organisations_named, suggestions_for

__all__ = [
    "FACETS",
    "Piece",
    "Results",
    "Search",
    "SearchHit",
    "SearchSuggestion",
    "listing_answers",
    "listings_being_matched",
    "listings_search",
    "listings_similar",
    "organisations_named",
    "passage",
    "suggestions_for",
]
