"""Curves: they rise, they follow what decides, only staff bend them, and contributions still add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import facade
from matching.contracts import BadLabels, OutcomeKind, Profile
from matching.learning import curves as learning
from matching.learning.curves import enough_for_curves, fit_curves
from matching.learning.features import signal_names, weight_vector
from matching.learning.labels import Label, Labels
from matching.learning.outcome_file import write_outcomes
from matching.learning.training import train
from matching.release import Release, read_release, write_release
from tests.matching.learning.made_up import market

NEEDS, OFFERS = 60, 12


def labels_of(grades: np.ndarray, organisation: str = "") -> Labels:
    """Labels of NEEDS needs with OFFERS offers each, graded one after the other."""
    needs = {f"n{n}": Profile(f"n{n}", "need", {"title": ""}) for n in range(NEEDS)}
    offers = {o: Profile(o, "achievement", {"title": ""}) for o in range(OFFERS)}
    told = [
        Label(f"n{row // OFFERS}", row % OFFERS, float(grade), organisation=organisation)
        for row, grade in enumerate(grades)
    ]
    return Labels("made", needs, offers, told)


def seen(release: Release, seed: int = 0) -> np.ndarray:
    """Standard scores of every label, (labels, signals); conditions say nothing."""
    found = np.random.default_rng(seed).normal(size=(NEEDS * OFFERS, len(signal_names(release))))
    found[:, len(release.likeness) :] = 0.0
    return np.clip(found, -release.bend, release.bend)


def decided_by(values: np.ndarray) -> np.ndarray:
    """Grades by a step in the first signal: below 1 nothing, above it everything."""
    return np.where(values[:, 0] > 1.0, 3, 0)


def steepness(release: Release, curve: Sequence[float]) -> float:
    """How much more a curve rises about the step than on its two sides."""
    scores = np.linspace(-release.bend, release.bend, len(curve))
    at = np.interp([-1.0, 0.5, 1.5, 2.5], scores, curve)
    return float((at[2] - at[1]) / max(at[1] - at[0], at[3] - at[2]))


def test_a_curve_is_steep_where_grades_part(null_release):
    values = seen(null_release)
    first, *others = fit_curves(null_release, labels_of(decided_by(values)), values).values()
    assert steepness(null_release, first) > 2.0
    # What decides nothing counts for less than it did.
    scores = np.linspace(-null_release.bend, null_release.bend, len(first))
    for other in others:
        assert np.ptp(np.interp([-2.0, 2.0], scores, other)) < 4.0


def bent(release: Release, curves: Mapping[str, Sequence[float]], values: np.ndarray) -> np.ndarray:
    """What standard scores count for under ``curves``."""
    found = values.copy()
    for column, name in enumerate(signal_names(release)):
        if name in curves:
            span = np.linspace(-release.bend, release.bend, len(curves[name]))
            found[:, column] = np.interp(values[:, column], span, curves[name])
    return found


def test_what_is_learnt_ranks_better_elsewhere(null_release):
    values, later = seen(null_release), seen(null_release, seed=1)
    learnt = fit_curves(null_release, labels_of(decided_by(values)), values)
    weights = weight_vector(null_release.weights, null_release)
    grades = decided_by(later)

    def share(scores: np.ndarray) -> float:
        """Of pairs that fit and pairs that do not, how many stand the right way round."""
        return float((scores[grades == 3][:, None] > scores[grades == 0][None, :]).mean())

    better = bent(null_release, learnt, later)
    assert share(better @ weights) > share(later @ weights) + 0.02


def test_calibration_and_points_keep_their_meaning(null_release):
    values = seen(null_release)
    grades = decided_by(values)
    # Every need is judged in two ways: those of one grade teach nothing.
    grades[::OFFERS], grades[1::OFFERS] = 0, 3
    learnt = fit_curves(null_release, labels_of(grades), values)
    weights = weight_vector(null_release.weights, null_release)
    before, after = values @ weights, bent(null_release, learnt, values) @ weights
    assert after.mean() == pytest.approx(before.mean(), abs=0.02)
    assert after.std() == pytest.approx(before.std(), rel=0.02)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_a_curve_never_falls_whatever_is_judged(null_release, seed: int):
    grades = np.random.default_rng(seed).integers(0, 4, NEEDS * OFFERS)
    found = fit_curves(null_release, labels_of(grades), seen(null_release, seed), seed=seed)
    assert set(found) == {signal.name for signal in null_release.likeness}
    for curve in found.values():
        assert np.isfinite(curve).all()
        assert (np.diff(curve) >= 0.0).all()


def test_the_same_labels_give_the_same_curves(null_release):
    values = seen(null_release)
    labels = labels_of(decided_by(values))
    assert fit_curves(null_release, labels, values) == fit_curves(null_release, labels, values)


def test_no_organisation_bends_a_curve(null_release):
    values = seen(null_release)
    honest = labels_of(decided_by(values))
    against = labels_of(3 - decided_by(values), "hostile")
    both = replace(honest, labels=[*honest.labels, *against.labels])
    assert fit_curves(null_release, both, np.concatenate([values, values])) == fit_curves(
        null_release, honest, values
    )
    assert not enough_for_curves(replace(against, labels=against.labels * 20))
    with pytest.raises(BadLabels):
        fit_curves(null_release, against, values)


def test_a_signal_without_weight_gets_no_curve(null_release):
    name = null_release.likeness[-1].name
    silent = replace(null_release, weights=dict(null_release.weights) | {name: 0.0})
    values = seen(silent)
    assert name not in fit_curves(silent, labels_of(decided_by(values)), values)


def test_few_judged_needs_teach_no_curve(null_release):
    values = seen(null_release)
    assert not enough_for_curves(labels_of(decided_by(values)))
    with patch.object(learning, "NEEDS_WANTED", NEEDS // 2):
        assert enough_for_curves(labels_of(decided_by(values)))
        # Needs whose grades all agree say nothing.
        assert not enough_for_curves(labels_of(np.ones(NEEDS * OFFERS)))


def test_many_judged_needs_are_learnt_from_as_a_whole(null_engine, null_release, tmp_path: Path):
    profiles, outcomes = market(60)
    told = [o for o in outcomes if o.kind is OutcomeKind.JUDGED]
    write_outcomes(tmp_path / "labels.jsonl", profiles, told)
    plain = train(tmp_path / "labels.jsonl", null_release).release
    with patch.object(learning, "NEEDS_WANTED", 20):
        trained = train(tmp_path / "labels.jsonl", null_release).release
    assert not plain.curves
    assert "curves" not in plain.record
    assert set(trained.curves) == {signal.name for signal in null_release.likeness}
    assert "LambdaMART" in facade.card(trained)
    kept = facade.release(trained.name)
    assert kept.curves == {name: list(curve) for name, curve in trained.curves.items()}
    query, *rest = profiles
    offers = [p for p in rest if p.kind != "need"][:8]
    for pair in facade.rank(query, offers, trained.name, explain=8):
        shares = sum(reason.contribution for reason in pair.reasons)
        assert pair.score == pytest.approx(shares, abs=1e-6)


def test_curves_learnt_over_curves_are_one_curve(null_release):
    values = seen(null_release)
    labels = labels_of(decided_by(values))
    once = replace(null_release, curves=fit_curves(null_release, labels, values))
    names = signal_names(once)
    again = fit_curves(once, labels, bent(once, once.curves, values))
    for name, curve in again.items():
        assert len(curve) == len(once.curves[name])
        assert (np.diff(curve) >= 0.0).all()
    # Upon the first, not instead of them: steeper at the step than that was.
    assert steepness(once, again[names[0]]) > steepness(once, once.curves[names[0]])


def test_a_release_keeps_its_curves_and_one_of_before_has_none(null_release, tmp_path: Path):
    assert not null_release.curves
    curve = tuple(np.linspace(-4.0, 8.0, 65).tolist())
    write_release(tmp_path / "bent", replace(null_release, curves={"lexical": curve}))
    kept = read_release(tmp_path / "bent")
    scores = np.array([-100.0, 0.0, np.nan, 100.0])
    assert kept.counted("lexical", scores) == pytest.approx([-4.0, 2.0, np.nan, 8.0], nan_ok=True)
    assert kept.counted("dense", scores) == pytest.approx(
        null_release.counted("dense", scores), nan_ok=True
    )
