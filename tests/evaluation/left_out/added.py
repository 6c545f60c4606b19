"""What a signal is worth by itself and beside those of the ranker: nDCG@10, need by need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.bootstrap import Interval, Resamples
from matching.evaluation.measures import ndcg_at_10
from matching.ranker import judge, orient
from matching.release import Release, Scale
from tests.evaluation.left_out.standard import standard
from tests.evaluation.token_size import Judged

WEIGHTS = (1.0, 0.5)


@dataclass(frozen=True, slots=True)
class Added:
    """nDCG@10 of the release with a signal, and the mean difference that makes over the needs."""

    ndcg_at_10: float
    difference: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Worth:
    """nDCG@10 of a signal alone, and by its weight what it adds to the release."""

    alone: float
    added: Mapping[float, Added]


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the release makes of the judged pairs of each need: raw scores, and each signal's."""

    lists: Sequence[Judged]
    raw: Sequence[NDArray[np.float64]]
    signals: Sequence[Mapping[str, NDArray[np.float64]]]
    bend: float

    @classmethod
    def of(cls, lists: Sequence[Judged], release: Release) -> Shipped:
        """Ranks every need's judged achievements."""
        found = [judge(orient(one.need, one.offers), release) for one in lists]
        return cls(lists, [j.raw for j in found], [j.values for j in found], release.bend)

    @property
    def ndcg_at_10(self) -> float:
        """Of the release as it is."""
        return _mean(ndcgs(self.lists, self.raw))

    def alone(self) -> dict[str, float]:
        """nDCG@10 of each of its signals that knows anything."""
        names = [n for n in self.signals[0] if not all(np.isnan(s[n]).all() for s in self.signals)]
        return {n: _mean(ndcgs(self.lists, [s[n] for s in self.signals])) for n in names}

    def worth(self, values: Sequence[NDArray[np.float64]], scale: Scale) -> Worth:
        """Of a signal given by its scores of each need's judged achievements, and by its mean and
        deviation over all pairs.
        """
        before = ndcgs(self.lists, self.raw)
        resamples = Resamples(len(before))
        added = {}
        for weight in WEIGHTS:
            ranked = [
                raw + weight * standard(scores, scale, self.bend)
                for raw, scores in zip(self.raw, values, strict=True)
            ]
            after = ndcgs(self.lists, ranked)
            interval = resamples.interval(after - before)
            added[weight] = Added(_mean(after), _mean(after - before), interval)
        return Worth(_mean(ndcgs(self.lists, values)), added)


def ndcgs(lists: Sequence[Judged], scores: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """nDCG@10 of each list (lists,), NaN scores last, ties in the lists' order."""
    orders = [np.argsort(-np.nan_to_num(given, nan=-np.inf), kind="stable") for given in scores]
    found = [ndcg_at_10(one.grades[order]) for one, order in zip(lists, orders, strict=True)]
    return np.array(found)


def _mean(values: NDArray[np.float64]) -> float:
    return round(float(values.mean()), 4)
