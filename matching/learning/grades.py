"""Predicts the grade that staff would give a pair, as the task of CCF BDCI 2019 asks.

Three ordered binaries (Frank and Hall, ECML 2001): at least weak, at least fairly strong, strong;
the grade is the number of them that are likelier than not, which is the median and so keeps the
mean absolute error least. Each is a small forest over what the ranker sees of the pair and over how
pairs like it were graded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.contracts import MatchingError

_THRESHOLDS = (0, 1, 2)
_TREES = 120
_FORESTS = 3  # averaged over seeds
_FOREST = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 5,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "deterministic": True,
    "num_threads": 1,
    "verbosity": -1,
}
# How fast a graded pair counts less with the distance of its need and of its offer.
_REACHES = ((0.0, 15.0), (6.0, 6.0), (10.0, 15.0), (20.0, 10.0))
_REACHES_IN_NEED = (5.0, 15.0, 30.0)


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Judged pairs (n,) as numbers.

    ``seen`` (n, features) is what the ranker sees, its first column the raw score; ``needs`` and
    ``offers`` (n,) tell equal texts by equal numbers; ``need_vectors`` and ``offer_vectors``
    (n, d) are unit vectors.
    """

    grades: NDArray[np.int64]
    seen: NDArray[np.float64]
    needs: NDArray[np.intp]
    offers: NDArray[np.intp]
    need_vectors: NDArray[np.float32]
    offer_vectors: NDArray[np.float32]


def predict_grades(
    pairs: JudgedPairs, folds: NDArray[np.intp], *, within_needs: bool, seed: int = 0
) -> NDArray[np.int64]:
    """Grades (n,), each from a model that never saw its fold (n,).

    ``within_needs`` says that other pairs of the same need may be known, as where pairs and not
    needs are held back; a pair of the same two texts never is. Raises MatchingError where lightgbm
    is not installed.
    """
    try:
        import lightgbm
    except ImportError as error:
        raise MatchingError("grades need lightgbm: install the group 'models'") from error
    likeness = _Likeness.of(pairs, within_needs=within_needs)
    chances = np.zeros((len(pairs.grades), len(_THRESHOLDS)))
    for fold in np.unique(folds):
        known = folds != fold
        rows = np.concatenate([pairs.seen, likeness.neighbours(pairs, known)], axis=1)
        for column, threshold in enumerate(_THRESHOLDS):
            wanted = pairs.grades[known] > threshold
            if wanted.all() or not wanted.any():
                chances[~known, column] = float(wanted.any())
                continue
            for number in range(_FORESTS):
                forest = lightgbm.train(
                    _FOREST | {"seed": seed + number}, lightgbm.Dataset(rows[known], wanted), _TREES
                )
                chances[~known, column] += np.asarray(forest.predict(rows[~known])) / _FORESTS
    grades: NDArray[np.int64] = (chances > 0.5).sum(axis=1).astype(np.int64)
    return grades


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How near pairs are to one another, (n, n); ``apart`` where one may not tell of the other."""

    needs: NDArray[np.float32]
    offers: NDArray[np.float32]
    same_need: NDArray[np.bool_]
    same_offer: NDArray[np.bool_]
    apart: NDArray[np.bool_]
    within_needs: bool

    @classmethod
    def of(cls, pairs: JudgedPairs, *, within_needs: bool) -> _Likeness:
        same_need = pairs.needs[:, None] == pairs.needs[None, :]
        same_offer = pairs.offers[:, None] == pairs.offers[None, :]
        return cls(
            pairs.need_vectors @ pairs.need_vectors.T - 1.0,
            pairs.offer_vectors @ pairs.offer_vectors.T - 1.0,
            same_need,
            same_offer,
            same_need & same_offer if within_needs else same_need,
            within_needs,
        )

    def neighbours(self, pairs: JudgedPairs, known: NDArray[np.bool_]) -> NDArray[np.float64]:
        """How known pairs were graded beyond what their raw score promised, by nearness (n, m)."""
        promised = np.polynomial.Polynomial.fit(pairs.seen[known, 0], pairs.grades[known], 2)
        beyond = pairs.grades - promised(pairs.seen[:, 0])
        allowed = ~self.apart & known[None, :]
        columns: list[NDArray[np.float64]] = []
        for need_reach, offer_reach in _REACHES:
            near = np.exp(need_reach * self.needs + offer_reach * self.offers) * allowed
            columns += [_mean(near, beyond, 0.05), np.log(near.sum(axis=1) + 1e-9)]
        same = (self.same_offer & allowed).astype(np.float32)
        columns += [_mean(same, beyond, 2.0), same.sum(axis=1)]
        if self.within_needs:
            own = self.same_need & allowed
            columns += [_mean(own.astype(np.float32), beyond, 2.0), own.sum(axis=1)]
            for reach in _REACHES_IN_NEED:
                near = np.exp(reach * self.offers) * own
                columns += [_mean(near, beyond, 0.5), _mean(near, pairs.grades, 1e-6)]
                columns.append(np.log(near.sum(axis=1) + 1e-9))
        return np.stack(columns, axis=1)


def _mean(near: NDArray, values: NDArray, doubt: float) -> NDArray[np.float64]:
    """Mean by nearness, drawn towards 0 where little is near."""
    mean: NDArray[np.float64] = (near @ values) / (near.sum(axis=1) + doubt)
    return mean


def closeness(grades: NDArray[np.int64], predicted: NDArray[np.int64]) -> float:
    """1 / (1 + mean absolute error)."""
    return float(1.0 / (1.0 + np.abs(grades - predicted).mean()))
