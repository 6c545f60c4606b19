"""What is asked, by people and by the matcher."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .documents import Vector

# The best of a search, ranked by words and by meaning together.
WINDOW = 200


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A person's search. Rights are part of it: ``audience`` are the reader's tokens.

    ``filters`` maps a facet's name to the values wanted (any of them). ``vector`` is of what
    ``facade.meaning_of`` makes of the text; where its encoder version is not the index's, search goes
    on lexically and says so. ``offset`` reaches through the first WINDOW hits, which are ranked as
    one; what lies deeper is read page by page with ``cursor``, each page's ``next_cursor`` leading to
    the next. ``explain`` asks what each part added to a hit's score. ``language`` is the text's, as
    documents tell theirs: what is near but in another shares no words with it, and does not stand
    back for that. ``only`` asks of that one document alone whether it is found, and whether it answers:
    the rest of the index has no part in it.
    """

    text: str
    audience: frozenset[str]
    kinds: frozenset[str] | None = None  # None: every kind
    vector: Vector | None = None
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    size: int = 20
    offset: int = 0
    newest_first: bool = False
    cursor: str = ""
    explain: bool = False
    language: str = ""
    only: int | None = None


@dataclass(frozen=True, slots=True)
class SimilarQuery:
    """What resembles document ``id``, for a reader with the tokens ``audience``."""

    id: int
    audience: frozenset[str]
    kinds: frozenset[str] | None = None  # None: every kind
    size: int = 6


@dataclass(frozen=True, slots=True)
class SuggestionQuery:
    """What a reader with the tokens ``audience`` has typed so far."""

    text: str
    audience: frozenset[str]
    size: int = 8


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """The matcher's search. ``readers`` are the tokens by which tiers are read, None for all tiers,
    regardless of readers; ``exclude_organisation`` keeps one's own away.

    ``language`` as in SearchQuery.
    """

    text: str
    kinds: frozenset[str]
    vector: Vector | None = None
    readers: frozenset[str] | None = None
    exclude_organisation: int | None = None
    size: int = 200
    language: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Something a document must hold to speak of a question's concept number ``concept``; ``whole``
    where it is of the concept itself and not of one of its parts."""

    concept: int
    whole: bool
    term: str


@dataclass(frozen=True, slots=True)
class TermsAsked:
    """By what a question is looked up: whether each of its concepts is ``technical``, and terms of
    which a document shares some wherever it answers. Without concepts any term finds it. ``says``
    is False where the question has no words, and only its filters narrow. ``version`` names how texts
    become terms: kept ones of another are to be made anew."""

    technical: tuple[bool, ...]
    terms: tuple[Term, ...]
    says: bool = True
    version: str = ""
