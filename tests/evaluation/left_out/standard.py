"""Standard scores as the ranker makes them: by a fixed mean and deviation, levelled off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.release import Scale


def scale_of(values: NDArray[np.float64]) -> Scale:
    """Mean and deviation of the values that are there."""
    return Scale(float(np.nanmean(values)), float(np.nanstd(values)))


def standard(values: NDArray[np.float64], scale: Scale, bend: float) -> NDArray[np.float64]:
    """Standard scores that level off at ``bend``; 0, the average, where there is no value."""
    scores: NDArray[np.float64] = bend * np.tanh((values - scale.mean) / scale.deviation / bend)
    return np.nan_to_num(scores)
