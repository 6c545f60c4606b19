"""What the matcher answers, and what became of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from .profiles import Indicator, Level, Verdict


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
    """What became of a pair; from a grade given by staff down to its having been shown."""

    JUDGED = "judged"
    DELIVERED = "delivered"
    FAILED = "failed"
    CONTRACTED = "contracted"
    TALKED = "talked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OPENED = "opened"
    IGNORED = "ignored"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a pair, as one organisation had it; "" stands for the platform's own staff.

    ``grade`` (0 unrelated to 3 strong) is given for ``JUDGED`` alone, ``reason`` for ``DECLINED``
    and ``FAILED``. ``position`` counts from 1 in the list where the pair was shown; None where in none.
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
