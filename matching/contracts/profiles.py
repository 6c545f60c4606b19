"""What is compared: listings, their texts and indicators, and who encodes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Kind = str  # of those that configure was told


TextKind = Literal["query", "passage"]


@dataclass(frozen=True, slots=True)
class KindTraits:
    """What the matcher has to know of a kind: whether it says what is wanted, and whether readers
    expect a readiness level of it."""

    seeks: bool = False
    tells_readiness: bool = True


class Comparator(StrEnum):
    """How an indicator bounds its value; a stated result is ``EQ``."""

    GE = ">="
    LE = "<="
    GT = ">"
    LT = "<"
    EQ = "="
    RANGE = "range"


class Verdict(StrEnum):
    """What comparing one wanted indicator with an offer's statements gives."""

    MET = "met"
    NEARLY = "nearly"  # missed by no more than a tenth of the bound
    MISSED = "missed"
    UNCLEAR = "unclear"  # stated, but not comparable
    ABSENT = "absent"


class Level(StrEnum):
    """A probability in words; the thresholds belong to the release."""

    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantified statement. ``value_max`` is given only for ``RANGE``; ``must``: what is wanted so
    must not be known to be missed.
    """

    name: str
    comparator: Comparator
    value: Decimal
    unit: str = ""
    value_max: Decimal | None = None
    must: bool = False


@dataclass(frozen=True, slots=True)
class Encoding:
    """Vectors of one text content under one encoder version.

    ``dense`` maps a part's name ("title", "text") to a unit vector of shape (d,), float32, without
    what its language and all texts share. ``tokens`` holds token vectors of shape (n, d), int8
    with one ``token_scale`` per row (n,), and ``token_ids`` (n,) for their idf; all empty where a
    release does not use them. ``token_passages`` (n,) is the sentence that each token stands in,
    counted over the title and then the text, so that a reason can quote it. "text" stands for the
    title and the text together: it is the vector to search by. ``facade.pack_encoding`` turns an
    encoding into bytes to store, ``facade.unpack_encoding`` turns them back.
    """

    encoder_version: str
    content_hash: str
    dense: Mapping[str, NDArray[np.float32]]
    tokens: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), np.int8))
    token_scale: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    token_ids: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    token_passages: NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, np.int16))


@dataclass(frozen=True, slots=True)
class Profile:
    """One side of a possible pair, as the matcher sees it.

    ``texts`` maps a field's name ("title", "summary", "background", "innovation" …) to its text;
    "title" is always there, the other fields count together as the text. ``industry`` is a GB/T
    4754 code, ``field`` one of the eight high-tech fields' codes, ``region`` a six-digit GB/T 2260
    code; amounts in different currencies are not compared. ``dated`` is the day the content is of,
    ``contracted_with`` the organisations that this one's has recorded contracts with. Empty or None
    means unknown, which scores nothing, never badly. ``required`` names the conditions
    that a partner must not break ("region", "price" …, see ``facade.removed``): the others only
    lower a score.
    """

    id: int | str
    kind: Kind
    texts: Mapping[str, str]
    language: str = "zh"
    indicators: Sequence[Indicator] = ()
    industry: str = ""
    field: str = ""
    region: str = ""
    trl: int | None = None
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    currency: str = ""
    modes: frozenset[str] = frozenset()
    deadline: date | None = None
    dated: date | None = None
    organisation: str = ""
    contracted_with: frozenset[str] = frozenset()
    encoding: Encoding | None = None
    required: frozenset[str] = frozenset()


class Embedder(Protocol):
    """Turns texts into vectors; the same text gives the same vector."""

    @property
    def version(self) -> str:
        """Encoder version: weights, pooling, prefixes, means and directions."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str], kind: TextKind) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension)."""
        ...


NOT_DETECTED = "未检出"
