"""Whether a probability means what it says: of pairs called 30%, three in ten should fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.bootstrap import Interval, Resamples, interval_of

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of about one probability: the mean predicted, and the share that was relevant."""

    predicted: float
    observed: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """``error`` is the expected calibration error over ten bins of equal width (Naeini, Cooper and
    Hauskrecht, 2015), ``brier`` the mean squared error of the probability (Brier, 1950).
    """

    error: float
    error_interval: Interval
    brier: float
    brier_interval: Interval
    bins: Sequence[Bin]


class CalibrationSample:
    """Sums for each need, so that a resample of needs is a matrix product."""

    def __init__(self) -> None:
        # Of each need: pairs, probabilities and relevant ones in each bin, and squared errors.
        self._rows: list[tuple[NDArray, NDArray, NDArray, float]] = []

    def add(self, probability: NDArray[np.float64], relevant: NDArray[np.bool_]) -> None:
        """One need's judged pairs (n,); a need without any still takes its place."""
        place = np.minimum((probability * _BINS).astype(np.intp), _BINS - 1)
        self._rows.append(
            (
                np.bincount(place, minlength=_BINS),
                np.bincount(place, probability, _BINS),
                np.bincount(place, relevant.astype(np.float64), _BINS),
                float(np.square(probability - relevant).sum()),
            )
        )

    def calibration(self, resamples: Resamples) -> Calibration | None:
        """None where nothing was judged, or all alike."""
        pairs, predicted, observed, squared = (
            np.array(column, np.float64) for column in zip(*self._rows, strict=True)
        )
        if not 0.0 < observed.sum() < pairs.sum():
            return None

        def figures(weights: NDArray[np.float64]) -> tuple[NDArray, NDArray]:
            count = np.maximum((weights @ pairs).sum(axis=1), 1.0)
            gap = np.abs(weights @ predicted - weights @ observed).sum(axis=1)
            return gap / count, weights @ squared / count

        error, brier = figures(np.ones((1, len(pairs))))
        errors, briers = figures(resamples.weights)
        filled = [b for b in range(_BINS) if pairs[:, b].any()]
        totals = pairs.sum(axis=0), predicted.sum(axis=0), observed.sum(axis=0)
        return Calibration(
            error=round(float(error[0]), 4),
            error_interval=interval_of(errors),
            brier=round(float(brier[0]), 4),
            brier_interval=interval_of(briers),
            bins=[_bin(*(float(total[b]) for total in totals)) for b in filled],
        )


def _bin(pairs: float, predicted: float, observed: float) -> Bin:
    return Bin(round(predicted / pairs, 4), round(observed / pairs, 4), int(pairs))
