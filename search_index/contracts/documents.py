"""What is stored: documents, their texts by tier, their vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

# The tiers of disclosure a document's text may have.
TIERS = ("summary", "details")

# What a document is called by beside its texts.
NAMES = ("organisation", "field")

# What a document can be filtered and counted by. Values are codes, never labels.
FACETS = (
    "field",
    "industry",
    "region",
    "trl",
    "modes",
    "organisation",
    "language",
    "chain",
    "stage",
    "money",
)


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
    kind: str  # of those that configure was told
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
        return cls(number, "", version, False, "", 0, frozenset(), (), {})


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """What the index holds of one document, for repair.

    ``encoder_version`` is of its vectors, empty where it has none.
    """

    id: int
    version: int
    visible: bool
    encoder_version: str = ""
