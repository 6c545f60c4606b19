"""Labelled pairs as numbers: each signal's standard score, as the ranker weighs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile
from matching.encoding import ListingEncoder
from matching.learning.labels import Labels
from matching.ranker import judge, orient, weigh
from matching.release import Release

Progress = Callable[[str, int, int], None]
_TEXTS_A_STEP = 256


def encoded(labels: Labels, encoder: ListingEncoder, progress: Progress | None = None) -> Labels:
    """The same labels, their listings encoded; ``progress`` is told of listings done."""
    profiles = [*labels.needs.values(), *labels.offers.values()]
    done: list[Profile] = []
    for at in range(0, len(profiles), _TEXTS_A_STEP):
        step = profiles[at : at + _TEXTS_A_STEP]
        encodings = encoder.encode([p.texts for p in step], [p.kind for p in step])
        done += [replace(p, encoding=e) for p, e in zip(step, encodings, strict=True)]
        if progress is not None:
            progress("encode", len(done), len(profiles))
    needs = {p.id: p for p in done[: len(labels.needs)]}
    offers = {p.id: p for p in done[len(labels.needs) :]}
    return replace(labels, needs=needs, offers=offers)


def label_values(labels: Labels, release: Release) -> NDArray[np.float64]:
    """What ``release`` sees of every label's pair, (labels, signals)."""
    values = np.zeros((len(labels.labels), len(signal_names(release))))
    for need, rows in labels.rows_by_need().items():
        offers = [labels.offers[labels.labels[row].offer_id] for row in rows]
        values[rows] = signal_values(labels.needs[need], offers, release)
    return values


def signal_values(
    need: Profile, offers: Sequence[Profile], release: Release
) -> NDArray[np.float64]:
    """Values (offers, signals) whose product with the release's weights is the raw score.

    Columns follow ``signal_names``. A likeness signal that is missing takes the weighted mean of
    those that are there, as the ranker lets them stand in, and one heard in part takes it for the
    rest; a missing condition is 0.
    """
    names = signal_names(release)
    pairs = orient(need, offers)
    judged = judge(pairs, replace(release, weights=dict.fromkeys(names, 1.0)))
    likeness = [signal.name for signal in release.likeness]
    alike = np.stack([judged.contributions[name] for name in likeness], axis=1)
    heard = np.stack([release.hearing(name, pairs.directions) for name in likeness], axis=1)
    there = ~np.isnan(alike) * heard
    # With equal weights the ranker multiplies by all over those there.
    alike = np.nan_to_num(alike) * there.sum(axis=1, keepdims=True) / len(likeness)
    weights = np.array([release.weights[name] for name in likeness])
    total = np.maximum((there * weights).sum(axis=1, keepdims=True), 1e-9)
    mean = (alike * weights).sum(axis=1, keepdims=True) / total
    alike = alike + (1.0 - there) * mean
    # Conditions count as far as the two are about the same thing under the weights there are.
    present = weigh(pairs, release, judged.values)
    points = [
        np.nan_to_num(present.contributions[s.name])[:, None] / (release.weights[s.name] or 1.0)
        for s in release.conditions
    ]
    return np.concatenate([alike, *points], axis=1)


def signal_names(release: Release) -> list[str]:
    """Columns of ``signal_values``."""
    return [signal.name for signal in release.signals]


def weight_vector(weights: Mapping[str, float], release: Release) -> NDArray[np.float64]:
    """Weights in the order of ``signal_names``."""
    return np.array([weights[name] for name in signal_names(release)], np.float64)
