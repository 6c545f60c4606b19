"""What is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Hit:
    """A found document. ``highlights`` maps a field to character ranges [start, end) in its text.

    ``found_by`` names the parts that found it: "lexical", "vector". ``explanation`` maps them to
    what they add to the score, where that was asked for; beyond the window a score is levelled off
    at the lowest within.
    """

    id: int
    kind: str
    score: float
    highlights: Mapping[str, Sequence[tuple[int, int]]]
    found_by: frozenset[str]
    explanation: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits. ``total`` and ``facets`` count everything found, within the reader's rights:
    what shares a word, and what is near above the similarity floor.

    ``facets`` maps a facet's name to value → count. ``lexical_only`` is set when a vector was given
    but could not be used. ``next_cursor`` leads on where the window or a page beyond it ended.
    ``answers`` are the ids of the hits, best first, that answer the question and do not merely share
    something with it; None where nobody could tell: without a text, by date, deeper pages.
    """

    hits: Sequence[Hit]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    lexical_only: bool = False
    next_cursor: str = ""
    answers: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant. ``id`` is of the listing ("title") or the organisation, else None."""

    text: str
    source: Literal["technology", "organisation", "title"]
    id: int | None = None
    kind: str | None = None
