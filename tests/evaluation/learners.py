"""What the learners make of a judged folder, out of fold and whether or not the gate would pass it.

    python -m tests.evaluation.learners FOLDER [--encodings FOLDER]

Every judged pair is scored by a release that learnt without the needs of its fold; equal texts share
one. Differences in nDCG@10 are to the untrained release, with the gate's paired interval over needs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from matching import facade, runtime
from matching.evaluation.encodings import EncodingStore
from matching.learning.comparisons import compare
from matching.learning.curves import fit_curves
from matching.learning.features import label_values
from matching.learning.gate import GateReport, compare_releases
from matching.learning.holding_back import folds_of
from matching.learning.labels import Labels, labels_of_folder
from matching.learning.training import raw_scores
from matching.learning.weights import fit_weights
from matching.release import Release, newest_for

Learner = Callable[[Labels, Release], Release]


def weights(labels: Labels, release: Release) -> Release:
    """With learnt weights."""
    seen = label_values(labels, release)
    return replace(release, weights=fit_weights(release, compare(labels), seen))


def curves(labels: Labels, release: Release) -> Release:
    """With learnt curves."""
    return replace(release, curves=fit_curves(release, labels, label_values(labels, release)))


def both(labels: Labels, release: Release) -> Release:
    """With learnt weights and, over them, curves."""
    return curves(labels, weights(labels, release))


def out_of_fold(
    learner: Learner, labels: Labels, release: Release, *, folds: int = 5, seed: int = 0
) -> GateReport:
    """What is learnt against ``release``, each pair scored by what never saw its need."""
    fold = folds_of(labels.needs.values(), folds, seed)
    scores = np.zeros(len(labels.labels))
    for number in range(folds):
        learnt = learner(labels.of_needs([n for n in labels.needs if fold[n] != number]), release)
        held = [row for row, label in enumerate(labels.labels) if fold[label.need_id] == number]
        one = replace(labels, labels=[labels.labels[row] for row in held])
        scores[held] = raw_scores(one, learnt)
    present = raw_scores(labels, release)
    return compare_releases(labels, (release.name, present), (learner.__name__, scores), seed=seed)


def main() -> None:
    """Prints a line for each learner."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="BEIR folder with graded pairs")
    parser.add_argument("--encodings", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--cache", type=Path, default=Path(".cache") / "models")
    options = parser.parse_args()
    facade.configure(cache_dir=options.cache)
    encoder = runtime.encoder()
    labels = labels_of_folder(options.folder)
    profiles = [*labels.needs.values(), *labels.offers.values()]
    encoded = EncodingStore(encoder, options.encodings).encoded(profiles, lambda done, total: None)
    known = {profile.id: profile for profile in encoded}
    labels = replace(
        labels,
        needs={key: known[key] for key in labels.needs},
        offers={key: known[key] for key in labels.offers},
    )
    release = newest_for(encoder.version, [runtime.settings().releases])
    for learner in (weights, curves, both):
        told = out_of_fold(learner, labels, release)
        print(
            f"{learner.__name__:8} nDCG@10 {told.candidate_ndcg:.4f} against "
            f"{told.present_ndcg:.4f}: {told.difference:+.4f} [{told.low:+.4f}, {told.high:+.4f}]"
        )


if __name__ == "__main__":
    main()
