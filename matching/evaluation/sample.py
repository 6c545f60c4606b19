"""What each need of a folder measures, and the means over needs with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile
from matching.evaluation import measures
from matching.evaluation.beir import Folder
from matching.evaluation.bootstrap import Interval, Resamples

MEASURES = ("ndcg_at_10", "auc", "recall_at_100", "mrr")
_JUDGED_AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over needs; None where no need allows the measure. See ``measures``."""

    ndcg_at_10: float | None
    auc: float | None
    recall_at_100: float | None
    mrr: float | None


Intervals = Mapping[str, Interval]  # by the measure's name, where two needs allow it


class Judged:
    """One need's grades over the corpus.

    ``places`` (corpus,) are the offers' places in the order of their ids, which breaks ties;
    ``threshold`` is the lowest grade that counts as relevant.
    """

    def __init__(
        self, need: Profile, folder: Folder, places: NDArray[np.intp], threshold: int
    ) -> None:
        grades = [folder.grades.get((need.id, offer.id), -1) for offer in folder.offers]
        self.grades = np.array(grades)
        self.those = np.flatnonzero(self.grades >= 0)
        self.relevant = self.grades >= threshold
        self._places = places

    def order(self, scores: NDArray[np.float64], among: NDArray[np.intp]) -> NDArray[np.intp]:
        """``among``, indexes into the corpus, by falling score."""
        known = np.nan_to_num(scores[among], nan=-np.inf)
        ordered: NDArray[np.intp] = among[np.lexsort((self._places[among], -known))]
        return ordered

    def measured(
        self, judged: NDArray[np.float64], corpus: NDArray[np.float64]
    ) -> tuple[float, float, float, float]:
        """``MEASURES``, NaN where the need allows none.

        Both are scores of the whole corpus (corpus,), NaN below everything: ``judged`` orders the
        judged pairs among themselves, ``corpus`` is the list that a reader would get.
        """
        grades = self.grades[self.order(judged, self.those)]
        enough = len(grades) >= _JUDGED_AT_LEAST and grades.max(initial=0) > 0
        scored = np.nan_to_num(judged[self.those], nan=-np.inf)
        recall = reciprocal = np.nan
        if self.relevant.any():
            order = self.order(corpus, np.arange(len(corpus)))
            ranks = np.flatnonzero(self.relevant[order]) + 1
            recall, reciprocal = measures.recall_at_100(ranks), measures.reciprocal_rank(ranks)
        return (
            measures.ndcg_at_10(grades) if enough else np.nan,
            measures.auc(scored, self.relevant[self.those]),
            recall,
            reciprocal,
        )


class Sample:
    """The measures of one way to rank, need by need."""

    def __init__(self, rows: Sequence[Sequence[float]] = ()) -> None:
        self._rows = list(rows)

    def add(self, row: Sequence[float]) -> None:
        """The next need's measures."""
        self._rows.append(row)

    @property
    def values(self) -> NDArray[np.float64]:
        """Shape (needs, 4), NaN where a need allows no such measure."""
        return np.array(self._rows, np.float64).reshape(-1, len(MEASURES))

    def minus(self, other: Sample) -> Sample:
        """The difference on each need."""
        return Sample((self.values - other.values).tolist())

    def only(self, those: NDArray[np.intp]) -> Sample:
        """A part of the needs."""
        return Sample(self.values[those].tolist())

    @property
    def figures(self) -> Figures:
        """Means over needs."""
        columns = (column[~np.isnan(column)] for column in self.values.T)
        return Figures(*(round(float(c.mean()), 4) if len(c) else None for c in columns))

    def intervals(self, resamples: Resamples) -> Intervals:
        """95% interval of each mean."""
        found = {
            name: resamples.interval(column)
            for name, column in zip(MEASURES, self.values.T, strict=True)
        }
        return {name: interval for name, interval in found.items() if interval is not None}
