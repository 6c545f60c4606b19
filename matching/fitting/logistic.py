"""Logistic regression of few numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PULL = 1e-3


def logistic(rows: NDArray[np.float64], wanted: NDArray[np.bool_]) -> list[float]:
    """Slopes of the columns of ``rows`` (n, k), then the offset, by Newton's method, with a weak pull
    to 0.
    """
    design = np.column_stack([rows, np.ones(len(rows))])
    labels = wanted.astype(np.float64)
    at = np.zeros(design.shape[1])
    for _ in range(50):
        probability = 1.0 / (1.0 + np.exp(-np.clip(design @ at, -50.0, 50.0)))
        spread = probability * (1.0 - probability)
        gradient = design.T @ (labels - probability) - _PULL * at
        curvature = design.T @ (design * spread[:, None]) + _PULL * np.eye(len(at))
        step = np.linalg.solve(curvature, gradient)
        at += step
        if np.abs(step).max() < 1e-9:
            break
    return [round(float(number), 6) for number in at]
