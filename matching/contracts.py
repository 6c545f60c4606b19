"""All that crosses the border of the matching engine: frozen dataclasses and Protocols."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Literal, Protocol, TypeVar

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
    """A quantified statement. ``value_max`` is given only for ``RANGE``."""

    name: str
    comparator: Comparator
    value: Decimal
    unit: str = ""
    value_max: Decimal | None = None


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


@dataclass(frozen=True, slots=True)
class Span:
    """A passage that carried a reason: characters ``start`` to ``end`` of a side's field."""

    side: Literal["need", "offer"]
    field: str
    content_hash: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal's share of a score.

    ``contribution`` is in units of the raw score: the contributions of a pair and what the release
    lets its direction start from add up to it. ``code`` and ``params`` are what a page renders in
    the reader's language (for example code "dense.same_problem", "lexical.shared_terms" with
    {"terms": [...]}, "fields.industry_same", "fields.trl_below" with {"wanted": 6, "reached": 5}).
    """

    signal: str
    code: str
    contribution: float
    params: Mapping[str, object] = field(default_factory=dict)
    spans: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class IndicatorCheck:
    """One wanted indicator against an offer: verdict, what was reached, and where it says so.

    ``sure`` is how surely the value is of the same quantity of the same thing, from 0 to 1, and
    ``named`` the words that it stands under. ``ABSENT`` with a value: one of another thing, perhaps.
    """

    wanted: Indicator
    verdict: Verdict
    reached: Decimal | None = None
    reached_max: Decimal | None = None
    reached_unit: str = ""
    converted: Decimal | None = None  # ``reached`` in the wanted unit, where units differ
    converted_max: Decimal | None = None
    gap: float | None = None  # relative distance to the bound, 0.04 = 4% short
    span: Span | None = None
    wanted_span: Span | None = None  # where a need's free text wants it
    sure: float = 1.0
    named: str = ""


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A candidate's score for a query with everything needed to explain it."""

    query_id: int | str
    candidate_id: int | str
    score: float
    probability: float
    level: Level
    reasons: Sequence[Reason]
    indicators: Sequence[IndicatorCheck]
    release: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a listing resembles another of its kind: a raw score, and the probability that the two are
    one and the same.
    """

    candidate_id: int | str
    score: float
    same: float


class OutcomeKind(StrEnum):
    """What people made of a pair; from a grade given by staff down to not looking at it."""

    JUDGED = "judged"
    CONTRACTED = "contracted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OPENED = "opened"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a pair, as one organisation had it; "" stands for the platform's own staff.

    ``grade`` (0 unrelated to 3 strong) is given for ``JUDGED`` alone, ``reason`` for ``DECLINED``
    alone. ``position`` counts from 1 in the list where the pair was shown; None where in none.
    """

    need_id: int | str
    offer_id: int | str
    kind: OutcomeKind
    organisation: str = ""
    position: int | None = None
    grade: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A candidate that breaks a condition one side requires, and the reasons, which contribute 0."""

    candidate_id: int | str
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What a pair's score, probability and level would be without one of its reasons."""

    score: float
    probability: float
    level: Level


Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Team(Generic[Id]):
    """Offers that together meet more indicators than any single one.

    ``met`` are the wanted indicators' places that the team meets; ``gives`` maps each member to
    those that no other member meets, never empty.
    """

    members: tuple[Id, ...]
    met: frozenset[int]
    gives: Mapping[Id, tuple[int, ...]]


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


class MatchingError(Exception):
    """Base of what the engine raises on purpose."""


class UnknownUnit(MatchingError):
    """A unit the engine cannot read; ``unit`` is what was written."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"unknown unit: {unit!r}")
        self.unit = unit


NOT_DETECTED = "未检出"
"""The unit of a value of 0 that stands for "nothing was found", in whatever unit is asked for."""


class UnparsableIndicator(MatchingError):
    """A wish in free text that states no indicator; ``part`` is what was not understood of ``text``
    and ``problem`` says why.
    """

    def __init__(self, text: str, part: str, problem: str) -> None:
        super().__init__(f"{problem}: {part!r}")
        self.text = text
        self.part = part
        self.problem = problem


class UnknownRelease(MatchingError):
    """No release of that name is installed."""


class UnknownEncoder(MatchingError):
    """No encoder of that version is configured or was tuned here."""


class BadLabels(MatchingError):
    """What should be learnt from cannot be read or says nothing; the message names the remedy."""


class EncoderMismatch(MatchingError):
    """Encodings of different encoder versions were to be compared."""
