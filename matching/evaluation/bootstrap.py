"""How far a mean would move had other needs been judged: the bootstrap over needs.

Efron's percentile interval at 95% (1979). Two rankers are compared on the same resamples, since
what makes a need hard is the same for both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]

_TIMES = 1_000
_SEED = 2019
_SIDES = (2.5, 97.5)


class Resamples:
    """``weights`` (times, needs): how often each resample drew each need."""

    def __init__(self, needs: int, *, times: int = _TIMES, seed: int = _SEED) -> None:
        drawn = np.random.default_rng(seed).integers(needs, size=(times, needs))
        row = np.arange(times)[:, None] * needs
        counted = np.bincount((drawn + row).ravel(), minlength=times * needs)
        self.weights = counted.reshape(times, needs).astype(np.float64)

    def means(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Mean of ``values`` (needs,) in each resample (times,), over the needs that have one."""
        there = ~np.isnan(values)
        total = self.weights @ there.astype(np.float64)
        summed = self.weights @ np.where(there, values, 0.0)
        return np.where(total > 0.0, summed / np.maximum(total, 1.0), np.nan)

    def interval(self, values: NDArray[np.float64]) -> Interval | None:
        """95% interval of the mean of ``values`` (needs,), NaN where a need has none; None where
        fewer than two have one. For a comparison give the differences.
        """
        if np.count_nonzero(~np.isnan(values)) < 2:
            return None
        return interval_of(self.means(values))


def interval_of(drawn: NDArray[np.float64]) -> Interval:
    """95% interval of a statistic computed in each resample (times,)."""
    low, high = np.nanpercentile(drawn, _SIDES)
    return round(float(low), 4), round(float(high), 4)
