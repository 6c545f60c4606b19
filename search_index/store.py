"""What the engine asks of a backend: generations of documents, and retrievals whose order the engine
then refines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .contracts import (
    Counts,
    Document,
    Generation,
    IndexUnavailable,
    Kind,
    Role,
    StoredVersion,
    TierText,
)
from .tokens import Tokens

# The weight of a matched character token against a matched word. Tried from 0 to 2 on needs and
# achievements: more than this finds less.
CHARS_WEIGHT = 0.25
# Facet values counted, the commonest first.
FACET_VALUES = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """One retrieval, in the terms a store understands.

    The found are the ``neighbours`` nearest by vector and all that share a token, in this order:
    the nearest by similarity, then the others by lexical score, ties by id. With neither tokens nor
    vector everything is found, newest first. ``readers`` None is the matcher: no rights, all tiers,
    the vector of the full text. ``start`` and ``size`` cut a slice out of that order.
    ``encoder_version`` is of the vector.
    """

    tokens: Tokens
    vector: NDArray[np.float32] | None
    readers: frozenset[str] | None
    kinds: frozenset[Kind]
    start: int
    size: int
    neighbours: int
    floor: float = -1.0
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    exclude_organisation: int | None = None
    newest_first: bool = False
    with_texts: bool = True
    with_facets: bool = True
    encoder_version: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found document: its lexical score and cosine similarity, None where not found so."""

    id: int
    kind: Kind
    lexical: float | None
    similarity: float | None
    texts: Sequence[TierText] = ()


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A slice of the found in the store's order; total and facets are of all found."""

    candidates: Sequence[Candidate]
    total: int
    facets: Mapping[str, Mapping[str, int]]


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

    def frequencies(self, tokens: Tokens) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """In how many texts each word and each character token occurs; absent means none."""
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


def document_tokens(text: TierText) -> Tokens:
    """The tokens of one tier. The title counts twice: it says what the rest is about."""
    from .tokens import index_tokens

    words: list[str] = []
    chars: list[str] = []
    for name, value in text.fields.items():
        found = index_tokens(value)
        times = 2 if name == "title" else 1
        words.extend(list(found.words) * times)
        chars.extend(list(found.chars) * times)
    return Tokens(words, chars)


def document_facets(document: Document) -> dict[str, list[str]]:
    """The document's facets, with those that are attributes of their own."""
    facets = {name: list(dict.fromkeys(values)) for name, values in document.facets.items()}
    facets.setdefault("organisation", [str(document.organisation)])
    facets.setdefault("language", [document.language])
    return facets
