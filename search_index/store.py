"""What the engine asks of a backend: generations of documents, and retrievals whose order the engine
then refines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .contracts import (
    NAMES,
    TIERS,
    Counts,
    Document,
    Generation,
    IndexUnavailable,
    Role,
    StoredVersion,
    TierText,
)
from .names import Asked, Name, name_of
from .openness import is_open
from .query_language import Clause
from .tokens import Tokens, index_tokens, sequence

# The weight of a matched character token against a matched word. Tried from 0 to 2 on needs and
# achievements: more than this finds less.
CHARS_WEIGHT = 0.25
# What has an audience of its own: the tiers, and the names, which all may read who find it.
PARTS = (*TIERS, "names")
# What a word or, by CHARS_WEIGHT, characters are worth that stand in a restricted text: as much as one
# of middling rarity, whatever its own, which nobody else may learn.
RESTRICTED_WORTH = 3.0
# Where an exact phrase is looked for: in all of a part, or in one field of it.
SCOPES = ("text", "title", *NAMES)
# Stands between fields; no query holds it.
BORDER = "_"
# Facet values counted, the commonest first.
FACET_VALUES = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """One retrieval, in the terms a store understands.

    The found are the ``neighbours`` nearest by vector and all that share a token, in this order:
    the nearest by similarity, then the others by lexical score, ties by id. With neither tokens nor
    vector everything is found, newest first. ``readers`` None is the matcher: no rights, all tiers,
    the vector of the full text; readers are served by that of the summary. ``start`` and ``size`` cut
    a slice out of that order.
    ``after`` goes on behind the candidate with that key, which is no nearest one, without changing
    what is counted; ``hold`` asks for the state to be held for what follows, and ``point`` names one
    held before. ``encoder_version`` is of the vector.
    """

    tokens: Tokens
    vector: NDArray[np.float32] | None
    readers: frozenset[str] | None
    kinds: frozenset[str]
    start: int
    size: int
    neighbours: int
    floor: float = -1.0
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    required: frozenset[Clause] = frozenset()
    excluded: frozenset[Clause] = frozenset()
    exclude_organisation: int | None = None
    exclude_id: int | None = None
    only_id: int | None = None
    newest_first: bool = False
    after: tuple[float, ...] = ()
    point: str = ""
    hold: bool = False
    with_texts: bool = True
    with_facets: bool = True
    encoder_version: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found document: its lexical score and cosine similarity, None where not found so.

    ``key`` is what a later retrieval goes on after.
    """

    id: int
    kind: str
    lexical: float | None
    similarity: float | None
    key: tuple[float, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A slice of the found in the store's order; total and facets are of all found.

    ``texts`` gives, for ids of the slice, what the plan's readers may read of each.
    """

    candidates: Sequence[Candidate]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    texts: Callable[[Sequence[int]], Mapping[int, Sequence[TierText]]]
    point: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """What others are compared with: a document's texts and vector of its summary tier."""

    texts: Sequence[TierText]
    vector: NDArray[np.float32] | None
    encoder_version: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, for readers with these tokens: grams, and words that may be meant."""

    asked: Asked
    terms: Sequence[str]
    readers: frozenset[str]
    size: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a document has: its title, or its organisation's name."""

    text: str
    name: Name
    id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What ``Typed`` may mean, in no order; ``terms`` are those that readers find something by."""

    titles: Sequence[Named]
    organisations: Sequence[Named]
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The encoder an index was prepared for."""

    version: str
    dimension: int


class Gone(IndexUnavailable):
    """What was asked is no longer there: another generation is in force, or none."""


class Volume(Protocol):
    """The documents of one generation. Every method raises IndexUnavailable; Gone where it is not
    there."""

    def write(self, documents: Sequence[Document], *, wait: bool) -> Sequence[int]:
        """Store each unless a newer version is held; return the ids refused as older."""
        ...

    def retrieve(self, plan: Plan) -> Retrieved:
        """The slice of the found that ``plan`` asks for."""
        ...

    def example(self, number: int, readers: frozenset[str]) -> Example | None:
        """The document's summary, None where these readers may not find it."""
        ...

    def meant(self, typed: Typed) -> Meant:
        """Names that share what was typed, of what its readers may find."""
        ...

    def frequencies(self, tokens: Tokens) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """In how many texts that everyone may read each word and each character token occurs; absent
        means none."""
        ...

    def versions(self, ids: Sequence[int]) -> Sequence[StoredVersion]:
        """What is held of these ids, whether or not searches see it yet."""
        ...

    def scan(self, after: int, size: int) -> Sequence[StoredVersion]:
        """What searches see, ids above ``after`` in order, at most ``size``."""
        ...

    def counts(self) -> Counts:
        """What is held, everything written by now included."""
        ...


class Register(Protocol):
    """Which generations there are, and their documents. Every method raises IndexUnavailable."""

    @property
    def schema(self) -> str:
        """What this program's indices are built by: a generation of another one is not read."""
        ...

    def held(self, *, fresh: bool) -> Mapping[Role, Generation]:
        """The generations by role; where not ``fresh``, as of a moment ago."""
        ...

    def first(self, encoder: Encoder) -> None:
        """Make sure that a generation is in force: take up one that lost its role, or create one."""
        ...

    def begin(self, encoder: Encoder) -> None:
        """Create the next generation, empty."""
        ...

    def promote(self) -> None:
        """Put the next generation in force and keep the one before, in one step."""
        ...

    def revert(self) -> None:
        """Let the kept generation and the one in force change places, in one step."""
        ...

    def discard(self) -> None:
        """Remove the next generation."""
        ...

    def volume(self, generation: Generation) -> Volume:
        """Its documents."""
        ...

    def clear(self) -> None:
        """Remove every generation."""
        ...


def document_parts(document: Document) -> list[TierText]:
    """The texts of PARTS that the document has; one that nobody may find has none to be found by."""
    if not document.visible:
        return []
    names = TierText("names", document.names, document.audience)
    return [*document.texts, *([names] if document.names else [])]


def is_restricted(document: Document, text: TierText) -> bool:
    """Whether not everyone may read this part: its words find it, and are counted nowhere."""
    return not (is_open(document.audience) and is_open(text.audience))


def document_tokens(text: TierText) -> Tokens:
    """The tokens of one part. The title counts twice: it says what the rest is about.

    What a field of technology is called counts not at all: its name would find the whole field.
    """
    words: list[str] = []
    chars: list[str] = []
    for name, value in text.fields.items():
        if text.tier == "names" and name == "field":
            continue
        found = index_tokens(value)
        times = 2 if name == "title" else 1
        words.extend(list(found.words) * times)
        chars.extend(list(found.chars) * times)
    return Tokens(words, chars)


def document_sequences(text: TierText) -> dict[str, str]:
    """Scope → what phrases are compared with there, blank-separated; no phrase crosses fields."""
    fields = {name: " ".join(sequence(value)) for name, value in text.fields.items()}
    scoped = {scope: fields[scope] for scope in SCOPES if scope in fields}
    return (
        scoped if text.tier == "names" else {"text": f" {BORDER} ".join(fields.values())} | scoped
    )


def suggested_name(text: TierText) -> tuple[str, Name] | None:
    """What a part is suggested by: its title, or the organisation's name."""
    shown = text.fields.get("organisation" if text.tier == "names" else "title", "")
    return (shown, name_of(shown)) if shown else None


def document_facets(document: Document) -> dict[str, list[str]]:
    """The document's facets, with those that are attributes of their own."""
    facets = {name: list(dict.fromkeys(values)) for name, values in document.facets.items()}
    facets.setdefault("organisation", [str(document.organisation)])
    facets.setdefault("language", [document.language])
    return facets
