"""Weights that a person chose: held against what is in force over everything that was judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from matching import runtime
from matching.contracts import BadLabels, MatchingError
from matching.learning.features import encoded
from matching.learning.gate import compare_releases
from matching.learning.labels import read_labels
from matching.learning.training import Trained, raw_scores
from matching.release import Release, derive, write_release


def reweighed(present: Release, factors: Mapping[str, float], name: str = "tried") -> Release:
    """``present`` with signals' weights multiplied, at least one of them above zero.

    Signals that ``factors`` does not name keep their weight. Raises MatchingError for a signal that
    the release lacks, a factor below zero, or weights that are all zero.
    """
    unknown = sorted(set(factors) - set(present.weights))
    if unknown:
        raise MatchingError(f"{present.name} has no signal {unknown[0]!r}")
    if any(factor < 0.0 for factor in factors.values()):
        raise MatchingError("a weight below zero would turn a likeness into its opposite")
    weights = {s: weight * factors.get(s, 1.0) for s, weight in present.weights.items()}
    if not any(weights[signal.name] for signal in present.likeness):
        raise MatchingError("at least one signal of likeness must count")
    return derive(present, name, weights, {})


def propose_weights(
    path: Path, present: Release, factors: Mapping[str, float], *, name: str, seed: int = 0
) -> Trained:
    """Writes the reweighed release down as ``name`` with the gate's report over all labels.

    Nothing is learnt from the labels, so none need be held back. Raises BadLabels, MatchingError.
    """
    chosen = reweighed(present, factors, name)
    labels = read_labels(path)
    if not labels.labels:
        raise BadLabels(f"{labels.name} holds no labels: judge pairs, or wait for decisions")
    ready = encoded(labels, runtime.encoder(present.encoder_version))
    gate = compare_releases(
        ready,
        (present.name, raw_scores(ready, present)),
        (name, raw_scores(ready, chosen)),
        seed=seed,
    )
    record = dict(present.record) | {
        "fitted_on": datetime.now(UTC).isoformat(timespec="seconds"),
        "weights": "chosen by hand: " + ", ".join(f"{s} × {f:g}" for s, f in factors.items()),
        "labels": labels.name,
        "seed": seed,
        "gate": gate.as_record(),
    }
    release = derive(present, name, chosen.weights, record)
    write_release(runtime.settings().releases / name, release)
    return Trained(release, gate)
