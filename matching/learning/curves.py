"""Learns what a likeness counts for at each height: LambdaMART, one signal a tree, rising only.

Burges, From RankNet to LambdaRank to LambdaMART (Microsoft Research 2010), in the form of Lou, Caruana
and Gehrke, Intelligible Models (KDD 2012): since no tree sees two signals, all trees of one add up to a
curve over it. So a pair's contributions still add up to its score and nothing of the forest is needed
to rank. That texts are alike cannot speak against them: a curve never falls.

A weight can be learnt from few labels, a curve cannot: below ``NEEDS_WANTED`` none is learnt. Only the
staff's grades teach it, so that no organisation can bend one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.contracts import BadLabels, MatchingError
from matching.learning.features import weight_vector
from matching.learning.labels import STAFF, Labels
from matching.release import Release

NEEDS_WANTED = 500
_KNOTS = 65
_TREES = 100
_FOREST = {
    "objective": "lambdarank",
    "label_gain": [0, 1, 3, 7],
    "lambdarank_truncation_level": 13,
    "learning_rate": 0.05,
    "num_leaves": 4,
    "min_data_in_leaf": 50,
    "lambda_l2": 20.0,
    "max_bin": 63,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


def enough_for_curves(labels: Labels) -> bool:
    """Whether the staff judged as many needs as a curve takes."""
    return len(_rows_by_need(labels)) >= NEEDS_WANTED


def fit_curves(
    release: Release, labels: Labels, values: NDArray[np.float64], *, seed: int = 0
) -> dict[str, tuple[float, ...]]:
    """Curves by likeness signal, learnt from what ``release`` sees of the labels' pairs (labels,
    signals), upon its own weights and curves; a signal of weight 0 gets none.

    Mean and deviation of what all likeness adds stay, so that calibration and points keep their
    meaning. Raises BadLabels where the staff judged no need in two ways, MatchingError where lightgbm
    is not installed.
    """
    try:
        import lightgbm
    except ImportError as error:
        raise MatchingError("curves need lightgbm: install the group 'models'") from error
    lists = _rows_by_need(labels)
    if not lists:
        raise BadLabels(f"{labels.name} holds no need with grades that differ")
    rows = np.concatenate(lists)
    names = [signal.name for signal in release.likeness]
    weights = weight_vector(release.weights, release)
    slope = release.calibration[0]
    alike = values[rows][:, : len(names)]
    data = lightgbm.Dataset(
        alike,
        np.array([round(labels.labels[row].grade) for row in rows]),
        group=[len(one) for one in lists],
        init_score=slope * (values[rows] @ weights),
    )
    apart = {
        "interaction_constraints": [[column] for column in range(len(names))],
        "monotone_constraints": [1] * len(names),
    }
    forest = lightgbm.train(_FOREST | apart | {"seed": seed}, data, _TREES)

    nothing = np.zeros((_KNOTS, len(names)))
    span = np.linspace(-release.bend, release.bend, _KNOTS)
    bent, heights = np.zeros_like(alike), {}
    for column, name in enumerate(names):
        if weights[column] > 0.0:
            counted = np.asarray(release.curves.get(name, span))
            grid = nothing.copy()
            grid[:, column] = counted
            added = np.asarray(forest.predict(grid)) - np.asarray(forest.predict(nothing))
            heights[name] = counted + added / (slope * weights[column])
            bent[:, column] = np.interp(alike[:, column], counted, heights[name])
    shares = weights[: len(names)]
    ratio = (alike @ shares).std() / max((bent @ shares).std(), 1e-9)
    level = alike.mean(axis=0) - ratio * bent.mean(axis=0)
    return {
        name: tuple(np.round(level[names.index(name)] + ratio * height, 6).tolist())
        for name, height in heights.items()
    }


def _rows_by_need(labels: Labels) -> Sequence[list[int]]:
    """Places of the staff's labels for each need that they graded in more than one way."""
    by_need = labels.rows_by_need().values()
    judged = [[row for row in rows if labels.labels[row].organisation == STAFF] for rows in by_need]
    return [rows for rows in judged if len({labels.labels[row].grade for row in rows}) > 1]
