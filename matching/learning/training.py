"""Learning as a whole: read labels, hold needs back, learn, compare, write the candidate down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from matching import runtime
from matching.contracts import BadLabels
from matching.fitting.release import Corpus, refit_release
from matching.learning.comparisons import compare
from matching.learning.curves import enough_for_curves, fit_curves
from matching.learning.encoder_tuning import tune_encoder
from matching.learning.features import encoded, label_values
from matching.learning.gate import GateReport, compare_releases
from matching.learning.holding_back import split
from matching.learning.labels import STAFF, Id, Labels, read_labels
from matching.learning.weights import PRIOR_STRENGTH, fit_weights
from matching.ranker import judge, orient
from matching.release import Release, release_names, write_release

Part = Literal["weights", "encoder", "all"]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Trained:
    """A candidate that was written down, and how it compares with the release in force."""

    release: Release
    gate: GateReport


def train(
    path: Path,
    present: Release,
    *,
    part: Part = "weights",
    seed: int = 0,
    progress: Progress | None = None,
) -> Trained:
    """Learns from a BEIR folder or a file of outcomes: the signals' weights, the encoder, or both.

    ``progress`` is called with a step's name, what of it is done, and its whole. Raises BadLabels
    where there is nothing to learn, MatchingError where a file cannot be read.
    """
    labels = read_labels(path)
    if not labels.labels:
        raise BadLabels(f"{labels.name} holds no labels: judge pairs, or wait for decisions")
    known, held_back = split(labels)
    compare(known)  # before the long part: there may be nothing to learn
    name = next_name([runtime.settings().releases])
    encoder = runtime.encoder(present.encoder_version)
    candidate, tuned, record = present, encoder, dict(present.record)
    if part != "weights":
        tuned = tune_encoder(known, encoder, seed=seed, progress=progress)
        candidate = refit_release(present, name, _corpus(known), tuned, record)
        record["encoder"] = f"tuned by CoSENT from {encoder.version}"
    if part != "encoder":
        candidate = _reweighed(candidate, encoded(known, tuned, progress), record, seed)
    gate = compare_releases(
        held_back,
        (present.name, raw_scores(encoded(held_back, encoder, progress), present)),
        (name, raw_scores(encoded(held_back, tuned, progress), candidate)),
        seed=seed,
    )
    record |= {
        "parent": present.name,
        "fitted_on": datetime.now(UTC).isoformat(timespec="seconds"),
        "labels": labels.name,
        "learnt_from": _counted(known),
        "held_back": _counted(held_back),
        "seed": seed,
        "gate": gate.as_record(),
    }
    release = replace(candidate, name=name, record=record)
    write_release(runtime.settings().releases / name, release)
    return Trained(release, gate)


def _reweighed(release: Release, known: Labels, record: dict[str, Any], seed: int) -> Release:
    """With weights learnt from encoded labels and, where they are many, curves; ``record`` is told."""
    seen = label_values(known, release)
    release = replace(release, weights=fit_weights(release, compare(known), seen))
    record["weights"] = f"pairwise logistic, not negative, prior strength {PRIOR_STRENGTH:g}"
    if not enough_for_curves(known):
        return release
    record["curves"] = "LambdaMART, one signal a tree, rising"
    seen = label_values(known, release)
    return replace(release, curves=fit_curves(release, known, seen, seed=seed))


def _corpus(labels: Labels) -> Corpus:
    """What scales and calibration are fitted on; only staff's grades are a calibration's truth."""
    judged = {
        (label.need_id, label.offer_id): int(label.grade)
        for label in labels.labels
        if label.organisation == STAFF and label.weight == 1.0
    }
    return Corpus(list(labels.needs.values()), list(labels.offers.values()), [], judged)


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


def _counted(labels: Labels) -> dict[str, Any]:
    needs: set[Id] = {label.need_id for label in labels.labels}
    return {"needs": len(needs), "labels": len(labels.labels)}
