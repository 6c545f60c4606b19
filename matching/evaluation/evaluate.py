"""The figures of a matcher on a judged collection, through the code that the product runs.

Encode, take candidates out of the whole corpus by the cheap signals, rank them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching import ranker, runtime
from matching.contracts import Profile
from matching.evaluation import measures
from matching.evaluation.beir import Folder, read_folder
from matching.evaluation.bm25 import Bm25
from matching.passages import whole_text
from matching.ranker import judge, orient
from matching.release import Release, newest_for

CHEAP = ("dense", "lexical", "lexical_title")
_CANDIDATES = 1_000
_JUDGED_AT_LEAST = 5
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over needs; None where no need allows the measure. See ``measures``."""

    ndcg_at_10: float | None
    auc: float | None
    recall_at_100: float | None
    mrr: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of the whole ranker, of each signal alone and of BM25, with the run's numbers."""

    folder: str
    release: str
    encoder_version: str
    needs: int
    offers: int
    judged_pairs: int
    figures: Figures
    ms_per_query: float
    signals: Mapping[str, Figures]
    bm25: Figures


@dataclass(slots=True)
class _Sample:
    """One measure's values over the needs that allow it."""

    ndcg: list[float] = field(default_factory=list)
    auc: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)

    def figures(self) -> Figures:
        means = (self.ndcg, self.auc, self.recall, self.reciprocal)
        return Figures(*(round(float(np.mean(v)), 4) if v else None for v in means))


class _Measured:
    """Grades of the corpus for one need, and how a scoring of the corpus does on them.

    ``places`` (corpus,) are the offers' places in the order of their ids, which breaks ties.
    """

    def __init__(
        self, need: Profile, folder: Folder, places: NDArray[np.intp], threshold: int
    ) -> None:
        self._ids = places
        grades = [folder.grades.get((need.id, offer.id), -1) for offer in folder.offers]
        self._grades = np.array(grades)
        self.judged = np.flatnonzero(self._grades >= 0)
        self._relevant = np.flatnonzero(self._grades >= threshold)
        self._threshold = threshold

    def add(self, scores: NDArray[np.float64], to: _Sample) -> None:
        """``scores`` (corpus,); NaN counts as below everything."""
        scores = np.where(np.isnan(scores), -np.inf, scores)
        grades, judged = self._grades[self.judged], scores[self.judged]
        if len(grades) >= _JUDGED_AT_LEAST and grades.max() > 0:
            order = np.lexsort((self._ids[self.judged], -judged))
            to.ndcg.append(measures.ndcg_at_10(grades[order]))
        area = measures.auc(judged, grades >= self._threshold)
        if not np.isnan(area):
            to.auc.append(area)
        if len(self._relevant):
            place = np.empty(len(scores), np.int64)
            place[np.lexsort((self._ids, -scores))] = np.arange(1, len(scores) + 1)
            to.recall.append(measures.recall_at_100(place[self._relevant]))
            to.reciprocal.append(measures.reciprocal_rank(place[self._relevant]))


def evaluate(
    folder: Path, *, release: Release | None = None, progress: Progress | None = None
) -> Evaluation:
    """Figures on a BEIR folder whose queries are needs and whose corpus is achievements.

    ``release`` defaults to the active one; ``progress`` is called with needs done and their number.
    Raises BadFolder, a MatchingError, for a folder that cannot be read.
    """
    read = read_folder(folder)
    encoder = runtime.encoder()
    release = release or newest_for(encoder.version, [runtime.settings().releases])
    scales = {name: scale for name, scale in release.scales.items() if name in CHEAP}
    cheap = replace(release, scales=scales)
    offers = _encoded(read.offers)
    threshold = 2 if max(read.grades.values(), default=0) > 1 else 1
    places = np.argsort(np.argsort(np.array([str(offer.id) for offer in offers])))
    bm25 = Bm25([whole_text(offer.texts) for offer in offers])
    whole, baseline = _Sample(), _Sample()
    single = {signal.name: _Sample() for signal in release.signals}
    useful: set[str] = set()
    milliseconds: list[float] = []
    for done, need in enumerate(read.needs, 1):
        started = time.perf_counter()
        encoded = _encoded([need])[0]
        scores = _ranked(encoded, offers, cheap, release)
        milliseconds.append(1000.0 * (time.perf_counter() - started))
        measured = _Measured(need, read, places, threshold)
        for pair in ranker.rank(encoded, [offers[i] for i in measured.judged], release, explain=0):
            scores[pair.candidate_id] = pair.score
        measured.add(np.array([scores[offer.id] for offer in offers]), whole)
        judged = judge(orient(encoded, offers), release)
        for name, sample in single.items():
            if not np.isnan(judged.values[name]).all():
                useful.add(name)
                measured.add(judged.values[name], sample)
        measured.add(bm25.scores(whole_text(need.texts)), baseline)
        if progress is not None:
            progress(done, len(read.needs))
    return Evaluation(
        folder=read.name,
        release=release.name,
        encoder_version=encoder.version,
        needs=len(read.needs),
        offers=len(offers),
        judged_pairs=len(read.grades),
        figures=whole.figures(),
        ms_per_query=round(float(np.mean(milliseconds)), 1),
        signals={name: sample.figures() for name, sample in single.items() if name in useful},
        bm25=baseline.figures(),
    )


def _encoded(profiles: Sequence[Profile]) -> list[Profile]:
    encodings = runtime.encoder().encode([p.texts for p in profiles], [p.kind for p in profiles])
    return [replace(p, encoding=e) for p, e in zip(profiles, encodings, strict=True)]


def _ranked(
    need: Profile, offers: Sequence[Profile], cheap: Release, release: Release
) -> dict[int | str, float]:
    """Scores of the whole corpus: candidates as ranked, the others below them as retrieved."""
    retrieved = judge(orient(need, offers), cheap).raw
    order = np.argsort(-retrieved, kind="stable")
    candidates = [offers[i] for i in order[:_CANDIDATES]]
    ranked = ranker.rank(need, candidates, release, explain=0)
    lowest = min((pair.score for pair in ranked), default=0.0)
    scores = {offers[i].id: lowest - place for place, i in enumerate(order.tolist(), 1)}
    return scores | {pair.candidate_id: pair.score for pair in ranked}
