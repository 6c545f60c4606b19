"""Learning as a whole: read labels, hold needs back, learn, compare, write the candidate down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching import runtime
from matching.contracts import BadLabels
from matching.learning.comparisons import compare
from matching.learning.features import encoded, label_values
from matching.learning.gate import GateReport, compare_releases
from matching.learning.holding_back import split
from matching.learning.labels import Id, Labels, read_labels
from matching.learning.weights import PRIOR_STRENGTH, fit_weights
from matching.ranker import judge, orient
from matching.release import Release, derive, release_names, write_release

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Trained:
    """A candidate that was written down, and how it compares with the release in force."""

    release: Release
    gate: GateReport


def train_weights(
    path: Path, present: Release, *, seed: int = 0, progress: Progress | None = None
) -> Trained:
    """Learns the signals' weights from a BEIR folder or a file of outcomes.

    ``progress`` is called with a step's name, what of it is done, and its whole. Raises BadLabels
    where there is nothing to learn, MatchingError where a file cannot be read.
    """
    labels = read_labels(path)
    if not labels.labels:
        raise BadLabels(f"{labels.name} holds no labels: judge pairs, or wait for decisions")
    learnt_from, held_back = split(labels)
    comparisons = compare(learnt_from)  # before the long part: there may be nothing to learn
    told = None if progress is None else lambda done, whole: progress("encode", done, whole)
    ready = encoded(labels, runtime.encoder(present.encoder_version), told)
    seen = label_values(ready.of_needs(_needs(learnt_from)), present)
    weights = fit_weights(present, comparisons, seen)
    name = next_name([runtime.settings().releases])
    candidate = derive(present, name, weights, {})
    held = ready.of_needs(_needs(held_back))
    gate = compare_releases(
        held,
        (present.name, raw_scores(held, present)),
        (name, raw_scores(held, candidate)),
        seed=seed,
    )
    record = dict(present.record) | {
        "fitted_on": datetime.now(UTC).isoformat(timespec="seconds"),
        "weights": f"pairwise logistic, not negative, prior strength {PRIOR_STRENGTH:g}",
        "labels": labels.name,
        "learnt_from": {"needs": len(set(_needs(learnt_from))), "labels": len(learnt_from.labels)},
        "held_back": {"needs": len(set(_needs(held_back))), "labels": len(held_back.labels)},
        "seed": seed,
        "gate": gate.as_record(),
    }
    release = derive(present, name, weights, record)
    write_release(runtime.settings().releases / name, release)
    return Trained(release, gate)


def raw_scores(labels: Labels, release: Release) -> NDArray[np.float64]:
    """The raw score of every label's pair (n,), in the order of the labels."""
    scores = np.zeros(len(labels.labels))
    for need, rows in labels.rows_by_need().items():
        offers = [labels.offers[labels.labels[row].offer_id] for row in rows]
        scores[rows] = judge(orient(labels.needs[need], offers), release).raw
    return scores


def next_name(folders: list[Path]) -> str:
    """The first of learnt-1, learnt-2 … that is free, half-written folders counted as taken."""
    taken = {path.name for folder in folders if folder.is_dir() for path in folder.iterdir()}
    taken |= set(release_names(folders))
    return next(name for n in range(1, len(taken) + 2) if (name := f"learnt-{n}") not in taken)


def _needs(labels: Labels) -> list[Id]:
    return [label.need_id for label in labels.labels]
