"""The figures of a matcher on a judged collection, through the code that the product runs.

Encode, take candidates out of the whole corpus by the cheap signals, rank them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching import ranker, runtime
from matching.contracts import Profile
from matching.evaluation.beir import Folder, read_collection
from matching.evaluation.bm25 import Bm25
from matching.evaluation.bootstrap import Resamples
from matching.evaluation.calibration import Calibration, CalibrationSample
from matching.evaluation.encodings import EncodingStore
from matching.evaluation.sample import Figures, Intervals, Judged, Sample
from matching.evaluation.slices import Slice, slices_of
from matching.evaluation.worst import NeedResult, WorstNeed, worst_needs
from matching.normalisation import terms
from matching.passages import whole_text
from matching.ranker import judge, orient, weigh
from matching.release import Release, newest_for
from matching.signals.base import Pairs

CHEAP = ("dense", "lexical", "lexical_title")
_CANDIDATES = 1_000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The ranker without one signal: its figures, and by how much they differ from the whole's."""

    figures: Figures
    difference: Figures
    difference_intervals: Intervals


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that a run found; ``intervals`` are those of ``figures``, ``signals`` is each alone."""

    folder: str
    release: str
    encoder_version: str
    needs: int
    offers: int
    judged_pairs: int
    figures: Figures
    ms_per_query: float
    signals: Mapping[str, Figures]
    signal_intervals: Mapping[str, Intervals]
    bm25: Figures
    bm25_intervals: Intervals
    intervals: Intervals
    calibration: Calibration | None
    ablation: Mapping[str, LeftOut]
    slices: Sequence[Slice]
    worst: Sequence[WorstNeed]
    per_need: Sequence[float | None]


def evaluate(
    path: Path,
    *,
    release: Release | None = None,
    encodings: Path | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Figures on a BEIR folder whose queries are needs and whose corpus is achievements, or on a
    file of papers whose titles look for their abstracts.

    ``release`` defaults to the active one; ``encodings`` is a folder that keeps vectors between
    runs; ``progress`` is told a stage, "encode" or "rank", the steps done and their number. Raises
    BadFolder, a MatchingError, for what cannot be read.
    """
    collection = read_collection(path)
    encoder = runtime.encoder()
    release = release or newest_for(encoder.version, [runtime.settings().releases])
    tell = progress or (lambda stage, done, total: None)
    offers = EncodingStore(encoder, encodings).encoded(
        collection.offers, lambda done, total: tell("encode", done, total)
    )
    run = _Run(collection, offers, release)
    encoder.embed(
        ["the first text loads the model, which no query should be charged with"], "query"
    )
    for done, need in enumerate(collection.needs, 1):
        run.add(need)
        tell("rank", done, len(collection.needs))
    return run.evaluation(encoder.version)


class _Run:
    """Ranks need after need in every way that is compared, and keeps what each measures."""

    def __init__(self, collection: Folder, offers: Sequence[Profile], release: Release) -> None:
        self._collection = collection
        self._offers = offers
        self._release = release
        self._cheap = _only_cheap(release)
        variants = {s.name: _left_out(release, s.name) for s in release.signals}
        self._variants = {name: (v, _only_cheap(v)) for name, v in variants.items()}
        self._places = np.argsort(np.argsort(np.array([str(offer.id) for offer in offers])))
        self._threshold = 2 if max(collection.grades.values(), default=0) > 1 else 1
        self._bm25 = Bm25([_terms(offer) for offer in offers])
        self._milliseconds: list[float] = []
        self._whole, self._baseline, self._calibration = Sample(), Sample(), CalibrationSample()
        self._alone = {name: Sample() for name in self._variants}
        self._without = {name: Sample() for name in self._variants}
        self._useful: set[str] = set()
        self._results: list[NeedResult] = []

    def add(self, need: Profile) -> None:
        """Measures one more need."""
        started = time.perf_counter()
        (encoding,) = runtime.encoder().encode([need.texts], [need.kind])
        need = replace(need, encoding=encoding)
        listed = self._listed(need)
        self._milliseconds.append(1000.0 * (time.perf_counter() - started))
        judged = Judged(need, self._collection, self._places, self._threshold)
        pairs = orient(need, self._offers)
        found = judge(pairs, self._release)
        self._whole.add(judged.measured(found.raw, listed))
        self._results.append(NeedResult(need, judged, found.raw, listed))
        probabilities = [self._release.probability(raw) for raw in found.raw[judged.those]]
        self._calibration.add(np.array(probabilities), judged.relevant[judged.those])
        self._compare(pairs, judged, found.values)
        lexical = self._bm25.scores(_terms(need))
        self._baseline.add(judged.measured(lexical, lexical))

    def _listed(self, need: Profile) -> NDArray[np.float64]:
        """Scores of the corpus as a reader gets it: the candidates ranked, the others below."""
        retrieved = judge(orient(need, self._offers), self._cheap).raw
        candidates = [self._offers[i] for i in _candidates(retrieved)]
        ranked = ranker.rank(need, candidates, self._release, explain=0)
        scores = {pair.candidate_id: pair.score for pair in ranked}
        return _below(retrieved, np.array([scores.get(o.id, np.nan) for o in self._offers]))

    def _compare(
        self, pairs: Pairs, judged: Judged, values: Mapping[str, NDArray[np.float64]]
    ) -> None:
        """Each signal alone, and the ranker without it, in retrieval as in ranking."""
        for name, (variant, cheap) in self._variants.items():
            alone = values[name]
            if not np.isnan(alone).all():
                self._useful.add(name)
            self._alone[name].add(judged.measured(alone, alone))
            raw = weigh(pairs, variant, values).raw
            retrieved = weigh(pairs, cheap, values).raw
            ranked = np.full(len(raw), np.nan)
            ranked[_candidates(retrieved)] = raw[_candidates(retrieved)]
            self._without[name].add(judged.measured(raw, _below(retrieved, ranked)))

    def evaluation(self, encoder_version: str) -> Evaluation:
        """What all needs so far amount to."""
        needs = [result.need for result in self._results]
        resamples = Resamples(len(needs))
        used = [name for name in self._variants if name in self._useful]
        first = self._whole.values[:, 0]
        return Evaluation(
            folder=self._collection.name,
            release=self._release.name,
            encoder_version=encoder_version,
            needs=len(needs),
            offers=len(self._offers),
            judged_pairs=len(self._collection.grades),
            figures=self._whole.figures,
            ms_per_query=round(float(np.mean(self._milliseconds)), 1),
            signals={name: self._alone[name].figures for name in used},
            signal_intervals={name: self._alone[name].intervals(resamples) for name in used},
            bm25=self._baseline.figures,
            bm25_intervals=self._baseline.intervals(resamples),
            intervals=self._whole.intervals(resamples),
            calibration=self._calibration.calibration(resamples),
            ablation={name: self._left_out(name, resamples) for name in used},
            slices=slices_of(needs, self._whole),
            worst=worst_needs(self._results, self._whole, self._offers),
            per_need=[None if np.isnan(v) else round(float(v), 4) for v in first],
        )

    def _left_out(self, name: str, resamples: Resamples) -> LeftOut:
        without = self._without[name]
        difference = without.minus(self._whole)
        return LeftOut(without.figures, difference.figures, difference.intervals(resamples))


def _terms(profile: Profile) -> list[str]:
    return terms(whole_text(profile.texts), 2)


def _only_cheap(release: Release) -> Release:
    return replace(release, scales={n: s for n, s in release.scales.items() if n in CHEAP})


def _left_out(release: Release, name: str) -> Release:
    """The release without a signal, its weight given to the others as if no pair had it."""
    scales = {n: s for n, s in release.scales.items() if n != name}
    return replace(release, scales=scales, weights={**release.weights, name: 0.0})


def _candidates(retrieved: NDArray[np.float64]) -> NDArray[np.intp]:
    return np.argsort(-retrieved, kind="stable")[:_CANDIDATES]


def _below(retrieved: NDArray[np.float64], ranked: NDArray[np.float64]) -> NDArray[np.float64]:
    """``ranked`` with the offers that are NaN in it below the others, in retrieval's order."""
    lowest = np.nanmin(ranked, initial=0.0)
    places = np.argsort(np.argsort(-retrieved, kind="stable"))
    return np.where(np.isnan(ranked), lowest - 1.0 - places, ranked)
