"""All that crosses the border of the search index: frozen dataclasses, Protocols and errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

Kind = Literal["need", "achievement", "expert", "organisation"]
KINDS: frozenset[Kind] = frozenset(get_args(Kind))
# The generation in force, the one being built, and the one kept to go back to.
Role = Literal["current", "next", "previous"]


@dataclass(frozen=True, slots=True)
class TierText:
    """Text of one disclosure tier (of TIERS) and the audience tokens that may know it.

    ``fields`` maps a field's name ("title", "summary", "background" …) to its text.
    """

    tier: str
    fields: Mapping[str, str]
    audience: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vector:
    """A unit vector, shape (d,), float32, and the encoder version that made it."""

    values: NDArray[np.float32]
    encoder_version: str


@dataclass(frozen=True, slots=True)
class Document:
    """A listing as the index holds it.

    ``version`` is the document version: an older one never overwrites a newer. ``visible=False`` is
    how a listing is withdrawn; its document stays so that a late write cannot raise it.
    ``audience`` says who may find it at all. ``public_vector`` is of the summary tier and serves
    people's searches, ``full_vector`` of everything and serves the matcher alone. ``names`` are
    what its organisation and its field are called, in all languages; whoever may find the document
    finds it by them, the matcher does not. ``cut`` is set by the index where the texts were too long
    to be held whole.
    """

    id: int
    kind: Kind
    version: int
    visible: bool
    language: str
    organisation: int
    audience: frozenset[str]
    texts: Sequence[TierText]
    facets: Mapping[str, Sequence[str]]  # names in FACETS
    published_at: datetime | None = None
    public_vector: Vector | None = None
    full_vector: Vector | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # names in NAMES
    cut: bool = False

    @classmethod
    def invisible(cls, number: int, version: int) -> Document:
        """What stands for a document whose listing is gone: found by nobody, kept from returning."""
        return cls(number, "need", version, False, "", 0, frozenset(), (), {})


# The tiers of disclosure a document's text may have.
TIERS = ("summary", "details")

# The best of a search, ranked by words and by meaning together.
WINDOW = 200

# What a document is called by beside its texts.
NAMES = ("organisation", "field")

# What a document can be filtered and counted by. Values are codes, never labels.
FACETS = ("field", "industry", "region", "trl", "modes", "organisation", "language")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A person's search. Rights are part of it: ``audience`` are the reader's tokens.

    ``filters`` maps a facet's name to the values wanted (any of them). ``vector`` is of what
    ``facade.meaning_of`` makes of the text; where its encoder version is not the index's, search goes
    on lexically and says so. ``offset`` reaches through the first WINDOW hits, which are ranked as
    one; what lies deeper is read page by page with ``cursor``, each page's ``next_cursor`` leading to
    the next. ``explain`` asks what each part added to a hit's score. ``language`` is the text's, as
    documents tell theirs: what is near but in another shares no words with it, and does not stand
    back for that.
    """

    text: str
    audience: frozenset[str]
    kinds: frozenset[Kind] = KINDS
    vector: Vector | None = None
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    size: int = 20
    offset: int = 0
    newest_first: bool = False
    cursor: str = ""
    explain: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found document. ``highlights`` maps a field to character ranges [start, end) in its text.

    ``found_by`` names the parts that found it: "lexical", "vector". ``explanation`` maps them to
    what they add to the score, where that was asked for; beyond the window a score is levelled off
    at the lowest within.
    """

    id: int
    kind: Kind
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
    """

    hits: Sequence[Hit]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    lexical_only: bool = False
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class SimilarQuery:
    """What resembles document ``id``, for a reader with the tokens ``audience``."""

    id: int
    audience: frozenset[str]
    kinds: frozenset[Kind] = KINDS
    size: int = 6


@dataclass(frozen=True, slots=True)
class SuggestionQuery:
    """What a reader with the tokens ``audience`` has typed so far."""

    text: str
    audience: frozenset[str]
    size: int = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant. ``id`` is of the listing ("title") or the organisation, else None."""

    text: str
    source: Literal["technology", "organisation", "title"]
    id: int | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """The matcher's search: all tiers, no reader. ``exclude_organisation`` keeps one's own away.

    ``language`` as in SearchQuery.
    """

    text: str
    kinds: frozenset[Kind]
    vector: Vector | None = None
    exclude_organisation: int | None = None
    size: int = 200
    language: str = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """One building of the index. ``schema`` names its mapping and tokens, ``number`` counts up."""

    name: str
    schema: str
    number: int
    encoder_version: str
    dimension: int


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What an operator sees: the generation in force, its visible documents by kind, its bytes.

    ``cut`` counts the documents held in part, because they were too long. ``next`` and
    ``previous`` name the generation being built and the one kept, empty where there is none.
    ``outdated`` says why a rebuild is due, empty where none is.
    """

    backend: str
    generation: str
    encoder_version: str
    documents: Mapping[str, int]
    bytes: int = 0
    cut: int = 0
    next: str = ""
    previous: str = ""
    outdated: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a generation holds: visible documents by kind, how many were cut, and its bytes."""

    documents: Mapping[str, int]
    cut: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Observation:
    """A request to the index. ``outcome`` is "ok", "refused" (bad input), "failed", or "away": nothing
    was asked, because the server failed too often just now.

    ``shape`` holds counts and names of what was asked, never its words.
    """

    operation: str
    seconds: float
    outcome: str
    shape: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of an operation's last requests in this process; times in milliseconds."""

    count: int
    failed: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """What the index holds of one document, for repair.

    ``encoder_version`` is of its vectors, empty where it has none.
    """

    id: int
    version: int
    visible: bool
    encoder_version: str = ""


class Backend(Protocol):
    """An index. Both implementations pass the same tests of tests/search_index."""

    def prepare(self, *, encoder_version: str, dimension: int) -> None:
        """Put a first generation in force where there is none; safe to call again.

        Raises IndexOutdated where the one in force was built by another version of the program.
        """
        ...

    def write(self, documents: Iterable[Document], *, wait: bool) -> Sequence[int]:
        """Store each unless a newer version is held; return the ids refused as older.

        ``wait`` returns only when searches see the change. Raises IndexUnavailable.
        """
        ...

    def search(self, query: SearchQuery) -> SearchResult:
        """Raises InvalidQuery, IndexUnavailable."""
        ...

    def similar(self, query: SimilarQuery) -> Sequence[Hit]:
        """What resembles a document, best first. Raises InvalidQuery, IndexUnavailable."""
        ...

    def suggest(self, query: SuggestionQuery) -> Sequence[Suggestion]:
        """Technologies, organisations and titles, best first. Raises InvalidQuery, IndexUnavailable."""
        ...

    def candidates(self, query: CandidateQuery) -> Sequence[int]:
        """Ids, best first, visible ones only. Raises IndexUnavailable."""
        ...

    def versions(self, ids: Sequence[int], *, of: Role = "current") -> Sequence[StoredVersion]:
        """What is held of these ids; a missing id is left out. Raises IndexUnavailable."""
        ...

    def scan(self, after: int, size: int, *, of: Role = "current") -> Sequence[StoredVersion]:
        """What is held, ids above ``after`` in order, at most ``size``. Raises IndexUnavailable."""
        ...

    def encoder_version(self, of: Role = "current") -> str:
        """The encoder whose vectors that generation holds. Raises IndexUnavailable."""
        ...

    def begin(self, *, encoder_version: str, dimension: int, resume: bool) -> None:
        """Create the next generation; ``resume`` takes up one that was begun and fits.

        From then on every write goes to it too. Raises IndexUnavailable.
        """
        ...

    def write_next(self, documents: Sequence[Document]) -> None:
        """Store in the next generation alone. Raises InvalidDocument, IndexUnavailable."""
        ...

    def promote(self) -> None:
        """Put the next generation in force, keeping the one before. Raises IndexUnavailable."""
        ...

    def revert(self) -> None:
        """Put the kept generation in force again. Raises IndexUnavailable."""
        ...

    def status(self, of: Role = "current") -> IndexStatus:
        """Counts and bytes are of that generation. Raises IndexUnavailable."""
        ...

    def clear(self) -> None:
        """Remove everything this index holds (its own prefix or file only)."""
        ...


class SearchError(Exception):
    """Base of what the engine raises on purpose."""


class IndexUnavailable(SearchError):
    """The index cannot be reached or does not answer in time; try again later."""


class IndexAway(IndexUnavailable):
    """The server failed so often just now that it was not even asked."""


class IndexOutdated(IndexUnavailable):
    """The generation in force was built by another version of the program: rebuild it."""


class InvalidQuery(SearchError):
    """A query that cannot be answered; ``field`` names the part at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class InvalidDocument(SearchError):
    """A document that no index can hold; ``field`` names the part at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
