"""All that crosses the border of the search index: frozen dataclasses, Protocols and errors."""

from .answers import Hit, SearchResult, Suggestion
from .backend import Backend
from .documents import FACETS, NAMES, TIERS, Document, StoredVersion, TierText, Vector
from .errors import (
    IndexAway,
    IndexOutdated,
    IndexUnavailable,
    InvalidDocument,
    InvalidQuery,
    SearchError,
)
from .operations import Counts, Figures, Generation, IndexStatus, Observation, Role
from .queries import WINDOW, CandidateQuery, SearchQuery, SimilarQuery, SuggestionQuery

__all__ = [
    "FACETS",
    "NAMES",
    "TIERS",
    "WINDOW",
    "Backend",
    "CandidateQuery",
    "Counts",
    "Document",
    "Figures",
    "Generation",
    "Hit",
    "IndexAway",
    "IndexOutdated",
    "IndexStatus",
    "IndexUnavailable",
    "InvalidDocument",
    "InvalidQuery",
    "Observation",
    "Role",
    "SearchError",
    "SearchQuery",
    "SearchResult",
    "SimilarQuery",
    "StoredVersion",
    "Suggestion",
    "SuggestionQuery",
    "TierText",
    "Vector",
]
