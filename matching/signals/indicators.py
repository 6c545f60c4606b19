"""What the need wants in numbers, against what the offer reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.contracts import IndicatorCheck, Level, Profile, Reason, Verdict
from matching.indicators.check import check_indicators
from matching.indicators.naming import name_of
from matching.normalisation import language_of
from matching.reasons import Code
from matching.signals.base import Pair, Pairs

_MEMO = "checks"
# How sure a verdict must be to be spoken; of an offer that only may be about the same thing none is,
# and what is as sure there stays open.
_SPOKEN_FROM = {Level.STRONG: 0.3, Level.GOOD: 0.45, Level.POSSIBLE: 0.45}
_CERTAIN = 0.95
_TOLD = frozenset({Verdict.MET, Verdict.NEARLY, Verdict.MISSED})
_COULD_STATE = 2  # wanted, and stated by the offer, for silence to mean something


def checks_of(need: Profile, offer: Profile) -> list[IndicatorCheck]:
    """The need's indicators, checked against the offer's rows and texts."""
    return check_indicators(need.indicators, offer.indicators, offer.texts)


def checks_in(pairs: Pairs) -> list[list[IndicatorCheck]]:
    """Those of each pair, read once."""
    known: list[list[IndicatorCheck]] | None = pairs.memo.get(_MEMO)
    if known is None:
        known = [checks_of(*pairs.sides(i)) for i in range(len(pairs.others))]
        pairs.memo[_MEMO] = known
    return known


def spoken(checks: Sequence[IndicatorCheck], level: Level) -> list[IndicatorCheck]:
    """The verdicts that may be said of a pair of this level; the others count as not stated, with
    what was found as a hint. Beside an offer that is only worth a look what is stated stays open.
    """
    least = _SPOKEN_FROM.get(level)
    if least is None:
        return [IndicatorCheck(c.wanted, Verdict.ABSENT, wanted_span=c.wanted_span) for c in checks]
    return [_said(check, least, level) for check in checks]


def _said(check: IndicatorCheck, least: float, level: Level) -> IndicatorCheck:
    if check.sure < least:
        return replace(check, verdict=Verdict.ABSENT, gap=None, sure=0.0)
    if level is Level.POSSIBLE and check.verdict in _TOLD:
        return replace(check, verdict=Verdict.UNCLEAR, gap=None, sure=0.0)
    return check


def certain(check: IndicatorCheck) -> bool:
    """Whether a verdict leaves no doubt of what it speaks of."""
    return check.sure >= _CERTAIN


def _left_out(check: IndicatorCheck, offer: Profile) -> bool:
    """Whether the offer is silent on it, and not merely not understood: a name that no concept has
    finds nothing among rows in the other language.
    """
    if check.verdict is not Verdict.ABSENT:
        return False
    name = check.wanted.name
    spoken = {language_of(row.name) for row in offer.indicators}
    return language_of(name) in spoken or name_of(name).concept is not None


def nothing_stated(checks: Sequence[IndicatorCheck]) -> bool:
    """Whether several figures are wanted and the offer states none of them."""
    return len(checks) >= _COULD_STATE and all(c.verdict is Verdict.ABSENT for c in checks)


def mostly_missed(checks: Sequence[IndicatorCheck]) -> bool:
    """Whether more of what the offer states is missed than not."""
    told = [check.verdict for check in checks if check.verdict in _TOLD]
    return 2 * told.count(Verdict.MISSED) > len(told)


class Indicators:
    """Points, in log-odds, for each wanted indicator: for what the offer states of it, and against an
    offer that states figures and not this one; all of it no more than the release lets it.
    """

    name = "indicators"
    version = "2"

    def __init__(self, points: Mapping[str, float]) -> None:
        self._points = points

    def scores(self, pairs: Pairs) -> NDArray[np.float64]:
        """Points; NaN where the need wants no number or nothing can be told."""
        found = [
            self._score(checks, pairs.sides(place)[1])
            for place, checks in enumerate(checks_in(pairs))
        ]
        return np.array(found, float)

    def _score(self, checks: Sequence[IndicatorCheck], offer: Profile) -> float:
        could_state = min(len(checks), len(offer.indicators)) >= _COULD_STATE
        points = [
            self._points[check.verdict]
            for check in checks
            if check.verdict in _TOLD or (could_state and _left_out(check, offer))
        ]
        if not points:
            return float("nan")
        return float(min(max(sum(points), self._points["least"]), self._points["most"]))

    def reasons(self, pair: Pair, score: float, contribution: float) -> list[Reason]:
        """How many are met, and the names of those the finding speaks of."""
        del score
        counted = Counter(check.verdict for check in pair.checks)
        code, told = _finding(counted)
        undecided = counted[Verdict.UNCLEAR]
        if code is Code.INDICATORS_UNKNOWN and contribution < 0.0 and not undecided:
            code = Code.INDICATORS_OTHERS
        return [reason_of(pair.checks, code, told, contribution)]


def reason_of(
    checks: Sequence[IndicatorCheck], code: Code, spoken: AbstractSet[Verdict], contribution: float
) -> Reason:
    """A reason with how many of ``checks`` have each verdict, that speaks of those in ``spoken``."""
    counted = Counter(check.verdict for check in checks)
    chosen = [check for check in checks if check.verdict in spoken]
    params: dict[str, object] = {str(v): counted[v] for v in Verdict}
    params |= {"wanted": len(checks), "names": [check.wanted.name for check in chosen]}
    spans = [check.span for check in chosen if check.span is not None]
    return Reason(Indicators.name, code, contribution, params, spans)


def _finding(counted: Mapping[Verdict, int]) -> tuple[Code, set[Verdict]]:
    met, missed = counted[Verdict.MET], counted[Verdict.MISSED] + counted[Verdict.NEARLY]
    if counted[Verdict.MISSED] > met + counted[Verdict.NEARLY]:
        return Code.INDICATORS_MISSED, {Verdict.MISSED, Verdict.NEARLY}
    if met and not missed and not counted[Verdict.UNCLEAR] and not counted[Verdict.ABSENT]:
        return Code.INDICATORS_MET, {Verdict.MET}
    if met:
        return Code.INDICATORS_SOME_MET, {Verdict.MET}
    if missed:
        return Code.INDICATORS_MISSED, {Verdict.MISSED, Verdict.NEARLY}
    return Code.INDICATORS_UNKNOWN, {Verdict.UNCLEAR, Verdict.ABSENT}
