"""What the need wants in numbers, against what the offer reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from matching.contracts import IndicatorCheck, Profile, Reason, Verdict
from matching.indicators.check import check_indicators
from matching.reasons import Code
from matching.signals.base import Pair, Pairs


def checks_of(need: Profile, offer: Profile) -> list[IndicatorCheck]:
    """The need's indicators, checked against the offer's rows and texts."""
    return check_indicators(need.indicators, offer.indicators, offer.texts)


class Indicators:
    """Mean points of the wanted indicators, damped where few of them could be compared."""

    name = "indicators"
    version = "1"

    def __init__(self, points: Mapping[str, float]) -> None:
        self._points = points

    def scores(self, pairs: Pairs) -> NDArray[np.float64]:
        """Points; NaN where the need wants no number or the offer tells none of them."""
        sides = (pairs.sides(i) for i in range(len(pairs.others)))
        return np.array([self._score(checks_of(*side)) for side in sides], float)

    def _score(self, checks: Sequence[IndicatorCheck]) -> float:
        points = [self._points[c.verdict] for c in checks if c.verdict in self._points]
        if not points:
            return float("nan")
        # One met of one wanted says more than one of eight.
        return float(sum(points) / np.sqrt(len(checks)))

    def reasons(self, pair: Pair, score: float, contribution: float) -> list[Reason]:
        """How many are met, and the names of those the finding speaks of."""
        del score
        checks = checks_of(pair.need, pair.offer)
        code, spoken = _finding(Counter(check.verdict for check in checks))
        return [reason_of(checks, code, spoken, contribution)]


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
    if met and not missed and not counted[Verdict.UNCLEAR] and not counted[Verdict.ABSENT]:
        return Code.INDICATORS_MET, {Verdict.MET}
    if met:
        return Code.INDICATORS_SOME_MET, {Verdict.MET}
    if missed:
        return Code.INDICATORS_MISSED, {Verdict.MISSED, Verdict.NEARLY}
    return Code.INDICATORS_UNKNOWN, {Verdict.UNCLEAR, Verdict.ABSENT}
