"""Likeness in meaning: cosine of the vectors of title and text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile, Reason
from matching.reasons import Code
from matching.signals.base import Pair, Pairs, missing

# What it must contribute to be called strong, and clear: of a market's unrelated pairs 97 in 100 stay
# below strong.
_BOUNDS = (4.2, 2.6)


def _vector(profile: Profile) -> NDArray[np.float32] | None:
    return None if profile.encoding is None else profile.encoding.dense.get("text")


class Dense:
    """Cosine of two texts' vectors."""

    name = "dense"
    version = "1"

    def scores(self, pairs: Pairs) -> NDArray[np.float64]:
        """Cosines; NaN for a side without an encoding."""
        result = missing(len(pairs.others))
        anchor = _vector(pairs.anchor)
        if anchor is None:
            return result
        found = [(i, v) for i, o in enumerate(pairs.others) if (v := _vector(o)) is not None]
        if found:
            stacked = np.stack([v for _, v in found]).astype(np.float64)
            # einsum adds each row in the same order, whatever stands beside it; matmul need not.
            cosines = np.einsum("nd,d->n", stacked, anchor.astype(np.float64))
            result[[i for i, _ in found]] = cosines
        return result

    def reasons(self, pair: Pair, score: float, contribution: float) -> list[Reason]:
        """How near the two texts are as a whole."""
        code = Code.deserved(
            contribution,
            _BOUNDS,
            Code.DENSE_SAME_PROBLEM,
            Code.DENSE_RELATED,
            Code.DENSE_DIFFERENT,
        )
        # What is said of the whole does not contradict the level.
        same = code is Code.DENSE_SAME_PROBLEM and not pair.likely
        if same or (code is Code.DENSE_DIFFERENT and pair.shown):
            code = Code.DENSE_RELATED
        return [Reason(self.name, code, contribution, {"similarity": round(score, 3)})]
