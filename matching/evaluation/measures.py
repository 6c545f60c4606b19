"""The measures of a ranked list, per need. Ties are broken by id before they are called."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_CUT = 10


def ndcg_at_10(grades: NDArray[np.int64] | NDArray[np.float64]) -> float:
    """Järvelin and Kekäläinen's nDCG with gain 2^grade - 1; ``grades`` (n,) in ranked order."""
    discount = 1.0 / np.log2(np.arange(2, _CUT + 2))
    gain = 2.0**grades - 1.0
    best = np.sort(gain)[::-1][:_CUT]
    ideal = float((best * discount[: len(best)]).sum())
    found = gain[:_CUT]
    return float((found * discount[: len(found)]).sum()) / ideal if ideal else 0.0


def auc(scores: NDArray[np.float64], relevant: NDArray[np.bool_]) -> float:
    """Share of relevant-irrelevant pairs in the right order, ties as half; NaN without both."""
    inside, outside = scores[relevant], scores[~relevant]
    if not len(inside) or not len(outside):
        return float("nan")
    above = (inside[:, None] > outside).sum() + 0.5 * (inside[:, None] == outside).sum()
    return float(above) / (len(inside) * len(outside))


def recall_at_100(ranks: NDArray[np.int64]) -> float:
    """Share of relevant ones with a rank (from 1) of at most 100."""
    return float((ranks <= 100).mean())


def reciprocal_rank(ranks: NDArray[np.int64]) -> float:
    """One over the best rank (from 1)."""
    return 1.0 / float(ranks.min())
