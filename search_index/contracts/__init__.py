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
from .queries import (
    WINDOW,
    CandidateQuery,
    SearchQuery,
    SimilarQuery,
    SuggestionQuery,
    Term,
    TermsAsked,
)
from .terms import General, Meaning

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
    "General",
    "Generation",
    "Hit",
    "IndexAway",
    "IndexOutdated",
    "IndexStatus",
    "IndexUnavailable",
    "InvalidDocument",
    "InvalidQuery",
    "Meaning",
    "Observation",
    "Role",
    "SearchError",
    "SearchQuery",
    "SearchResult",
    "SimilarQuery",
    "StoredVersion",
    "Suggestion",
    "SuggestionQuery",
    "Term",
    "TermsAsked",
    "TierText",
    "Vector",
]
