"""What both sides say in fields, in points: industry, region, readiness, money, time and the like.

What is not given counts for nothing. The points of each finding belong to the release.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile, Reason
from matching.signals.base import Pair, Pairs
from matching.signals.comparisons import Finding, findings


class Fields:
    """Points for each field that both sides fill."""

    name = "fields"
    version = "1"

    def __init__(self, points: Mapping[str, float]) -> None:
        self._points = points

    def scores(self, pairs: Pairs) -> NDArray[np.float64]:
        """Sum of points; NaN where no field can be compared."""
        return np.array([self._score(*pairs.sides(i)) for i in range(len(pairs.others))], float)

    def _score(self, need: Profile, offer: Profile) -> float:
        points = [self._value(finding) for finding in findings(need, offer)]
        return sum(points) if points else float("nan")

    def _value(self, finding: Finding) -> float:
        return self._points.get(finding.code, 0.0) * finding.times

    def reasons(self, pair: Pair, score: float, contribution: float) -> list[Reason]:
        """One reason a field, also of weight 0, where it is worth knowing."""
        share = contribution / score if score else 0.0
        return [
            Reason(self.name, f.code, self._value(f) * share, f.params)
            for f in findings(pair.need, pair.offer)
        ]
