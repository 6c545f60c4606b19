"""What a query or document must be, the same for both backends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .contracts import (
    FACETS,
    NAMES,
    TIERS,
    WINDOW,
    CandidateQuery,
    Document,
    InvalidDocument,
    InvalidQuery,
    SearchQuery,
    SimilarQuery,
    SuggestionQuery,
    Vector,
)
from .kinds import kinds_asked, known_kinds
from .normalise import clean

LARGEST_PAGE = 100
MOST_CANDIDATES = 1_000
MOST_SUGGESTIONS = 20
MOST_VALUES = 1_000
LONGEST_TEXT = 100_000
LONGEST_TOKEN = 200
# Nobody types further without looking up.
LONGEST_TYPED = 64


def checked_query(query: SearchQuery) -> SearchQuery:
    """The query with a clean text and a unit vector; InvalidQuery names the field at fault."""
    _check_page(query.size, query.offset)
    if not isinstance(query.cursor, str):
        raise InvalidQuery("cursor", "must be text")
    if query.cursor and query.offset:
        raise InvalidQuery("offset", "must be 0 with a cursor, which says where to go on")
    _check_kinds(query.kinds)
    _check_tokens("audience", query.audience)
    if query.only is not None:
        _check_id("only", query.only)
    for name, values in query.filters.items():
        if name not in FACETS:
            raise InvalidQuery(f"filters.{name}", f"unknown facet; there are {', '.join(FACETS)}")
        _check_tokens(f"filters.{name}", values)
    return replace(query, text=_text(query.text), vector=_unit(query.vector))


def checked_candidates(query: CandidateQuery) -> CandidateQuery:
    """The same for the matcher's query."""
    if not _is_whole(query.size) or not 1 <= query.size <= MOST_CANDIDATES:
        raise InvalidQuery("size", f"must be from 1 to {MOST_CANDIDATES}")
    _check_kinds(query.kinds)
    if query.readers is not None:
        _check_tokens("readers", query.readers)
    return replace(query, text=_text(query.text), vector=_unit(query.vector))


def checked_similar(query: SimilarQuery) -> SimilarQuery:
    """The same for what is similar."""
    _check_id("id", query.id)
    if not _is_whole(query.size) or not 1 <= query.size <= LARGEST_PAGE:
        raise InvalidQuery("size", f"must be from 1 to {LARGEST_PAGE}")
    _check_kinds(query.kinds)
    _check_tokens("audience", query.audience)
    return query


def checked_suggestion(query: SuggestionQuery) -> SuggestionQuery:
    """The same for what somebody has typed so far."""
    if not _is_whole(query.size) or not 1 <= query.size <= MOST_SUGGESTIONS:
        raise InvalidQuery("size", f"must be from 1 to {MOST_SUGGESTIONS}")
    _check_tokens("audience", query.audience)
    return replace(query, text=_text(query.text)[:LONGEST_TYPED])


def check_document(document: Document) -> None:
    """Raise InvalidDocument for what no index can hold."""
    # What stands for a lost document is found by nobody, whatever it was.
    if document.visible and document.kind not in known_kinds():
        raise InvalidDocument("kind", f"unknown kind {document.kind!r}")
    for name, number in (("id", document.id), ("version", document.version)):
        if not _is_whole(number) or not 0 <= number < 2**63:
            raise InvalidDocument(name, "must be a whole number from 0 to 2^63 - 1")
    tiers = [text.tier for text in document.texts]
    if len(set(tiers)) != len(tiers) or not set(tiers) <= set(TIERS):
        raise InvalidDocument("texts", f"one of each tier at most, of {', '.join(TIERS)}")
    unknown = set(document.facets) - set(FACETS)
    if unknown:
        raise InvalidDocument("facets", f"unknown facet {', '.join(sorted(unknown))}")
    if not set(document.names) <= set(NAMES):
        raise InvalidDocument("names", f"there are {', '.join(NAMES)}")
    try:
        _check_tokens("audience", document.audience)
        for text in document.texts:
            _check_tokens(f"texts.{text.tier}.audience", text.audience)
            for name, value in text.fields.items():
                if not isinstance(value, str):
                    raise InvalidDocument(f"texts.{text.tier}.{name}", "must be text")
        for name, values in document.facets.items():
            _check_tokens(f"facets.{name}", values)
        for vector in (document.public_vector, document.full_vector):
            _unit(vector)
    except InvalidQuery as fault:
        raise InvalidDocument(fault.field, str(fault)) from fault


def check_length(vector: Vector | None, dimension: int) -> None:
    """Raise InvalidQuery for a vector of another length than the index's."""
    if vector is not None and len(vector.values) != dimension:
        raise InvalidQuery("vector", f"has {len(vector.values)} numbers, not {dimension}")


def unit(vector: Vector) -> NDArray[np.float32]:
    """The vector's values at length 1, shape (d,), float32."""
    values = np.asarray(vector.values, dtype=np.float32)
    return values / np.float32(np.linalg.norm(values))


def _unit(vector: Vector | None) -> Vector | None:
    if vector is None:
        return None
    try:
        values = np.asarray(vector.values, dtype=np.float32)
    except (TypeError, ValueError):
        raise InvalidQuery("vector", "must be a row of numbers") from None
    if values.ndim != 1 or values.size == 0:
        raise InvalidQuery("vector", "must be one row of numbers")
    with np.errstate(over="ignore"):
        length = np.linalg.norm(values)
    if not np.isfinite(length) or length == 0:
        raise InvalidQuery("vector", "must hold finite numbers, not all zero")
    return replace(vector, values=values / np.float32(length))


def _text(text: str) -> str:
    if not isinstance(text, str):
        raise InvalidQuery("text", "must be text")
    if len(text) > LONGEST_TEXT:
        raise InvalidQuery("text", f"must have at most {LONGEST_TEXT} characters")
    return clean(text)


def _check_page(size: int, offset: int) -> None:
    if not _is_whole(size) or not 1 <= size <= LARGEST_PAGE:
        raise InvalidQuery("size", f"must be from 1 to {LARGEST_PAGE}")
    if not _is_whole(offset) or not 0 <= offset < WINDOW:
        raise InvalidQuery("offset", f"must be from 0 to {WINDOW - 1}; a cursor leads further")


def _check_id(field: str, number: object) -> None:
    if not isinstance(number, int) or not _is_whole(number) or not 0 <= number < 2**63:
        raise InvalidQuery(field, "must be a whole number from 0 to 2^63 - 1")


def _check_kinds(kinds: frozenset[str] | None) -> None:
    unknown = kinds_asked(kinds) - known_kinds()
    if unknown:
        raise InvalidQuery("kinds", f"unknown: {', '.join(sorted(map(str, unknown)))}")


def _check_tokens(field: str, values: Collection[str]) -> None:
    if isinstance(values, str) or not isinstance(values, Collection):
        raise InvalidQuery(field, "must be a set of values")
    if len(values) > MOST_VALUES:
        raise InvalidQuery(field, f"must hold at most {MOST_VALUES} values")
    for value in values:
        if not isinstance(value, str) or len(value) > LONGEST_TOKEN or clean(value) != value:
            raise InvalidQuery(field, "holds a value that is no plain, short text")


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)
