"""Learns the signals' weights: a linear ranker after RankNet, held near the present release.

Burges et al., Learning to Rank using Gradient Descent (ICML 2005): the chance that one pair is
better than another is logistic in the difference of their raw scores, with the slope that the
release's calibration has. Weights are never negative: that texts are alike cannot speak against
them. A quadratic pull holds each weight near the present one, so that few labels move little, and
one organisation, whatever it does, moves a weight by no more than ``GREATEST_SHIFT``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.contracts import MatchingError
from matching.learning.comparisons import ORGANISATION_CAP, Comparisons
from matching.learning.features import signal_names, weight_vector
from matching.release import Release

PRIOR_STRENGTH = 300.0  # so many labels of the staff weigh as much as the present weights
_PULL_AT_MOST = 2.0  # of one comparison, in log-odds: a pair far apart tells no more than that

# The loss is PRIOR_STRENGTH-convex, and cap and pull bound an organisation's part of its gradient.
GREATEST_SHIFT = ORGANISATION_CAP * _PULL_AT_MOST / PRIOR_STRENGTH  # as a share of the weight


@dataclass(frozen=True, slots=True)
class _Loss:
    """In shares of the present weights: at 1 everywhere they are as they are. Divided by all that
    weighs in, so that the search for its minimum sees the same scale however many labels there are.
    """

    pulls: NDArray[np.float64]  # (comparisons, signals), log-odds
    trust: NDArray[np.float64]  # (comparisons,)

    def __call__(self, shares: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Loss and its gradient."""
        margin, away = self.pulls @ shares, shares - 1.0
        doubt = self.trust / (1.0 + np.exp(np.clip(margin, -50.0, 50.0)))
        loss = self.trust @ np.logaddexp(0.0, -margin) + 0.5 * PRIOR_STRENGTH * (away @ away)
        gradient = PRIOR_STRENGTH * away - self.pulls.T @ doubt
        whole = PRIOR_STRENGTH + float(self.trust.sum())
        return float(loss) / whole, gradient / whole


def fit_weights(
    release: Release, comparisons: Comparisons, values: NDArray[np.float64]
) -> dict[str, float]:
    """Weights by signal, learnt from what ``release`` sees of the labels' pairs (labels, signals).

    Their sum over the likeness signals stays, so calibration and levels keep their meaning, and
    what no label speaks of keeps its place; a weight of 0 stays 0.

    Raises MatchingError where scipy is not installed.
    """
    try:
        from scipy.optimize import minimize
    except ImportError as error:
        raise MatchingError("learning needs scipy: install the group 'models'") from error
    present = weight_vector(release.weights, release)
    differences = values[comparisons.better] - values[comparisons.worse]
    pulls = release.calibration[0] * differences * present
    length = np.linalg.norm(pulls, axis=1, keepdims=True)
    pulls = pulls * np.minimum(1.0, _PULL_AT_MOST / np.maximum(length, 1e-9))
    alike = np.where(np.arange(len(present)) < len(release.likeness), present, 0.0)
    found = minimize(
        _Loss(pulls, comparisons.weights),
        np.ones(len(present)),
        jac=True,
        method="SLSQP",
        bounds=[(0.0, None)] * len(present),
        constraints={"type": "eq", "fun": lambda s: alike @ (s - 1.0), "jac": lambda s: alike},
        options={"maxiter": 500, "ftol": 1e-12},
    )
    if not found.success:
        raise MatchingError(f"the weights did not converge: {found.message}")
    learnt = present * found.x
    return dict(release.weights) | {
        name: round(float(weight), 6)
        for name, weight in zip(signal_names(release), learnt, strict=True)
    }
