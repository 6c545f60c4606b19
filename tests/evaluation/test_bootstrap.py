from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.evaluation.bootstrap import Resamples
from matching.evaluation.calibration import CalibrationSample

measures = st.lists(st.floats(0.0, 1.0), min_size=2, max_size=40)


@given(measures)
def test_an_interval_lies_within_the_values(values):
    low, high = Resamples(len(values)).interval(np.array(values))
    assert min(values) - 1e-4 <= low <= high <= max(values) + 1e-4


@given(measures, st.floats(-0.5, 0.5))
def test_a_difference_that_every_need_shares_is_sure(values, shift):
    first, second = np.array(values), np.array(values) + shift
    low, high = Resamples(len(values)).interval(second - first)
    assert low == pytest.approx(shift, abs=1e-4)
    assert high == pytest.approx(shift, abs=1e-4)


def test_the_interval_is_about_two_standard_errors_each_way():
    values = np.random.default_rng(1).normal(0.7, 0.2, 400)
    low, high = Resamples(400).interval(values)
    assert high - low == pytest.approx(4 * 0.2 / 20, rel=0.2)
    assert low < values.mean() < high


def test_needs_without_the_measure_do_not_count():
    resamples = Resamples(4)
    assert resamples.interval(np.array([0.5, np.nan, 0.5, np.nan])) == (0.5, 0.5)
    assert resamples.interval(np.array([0.5, np.nan, np.nan, np.nan])) is None


def test_the_same_seed_draws_the_same_needs():
    assert np.array_equal(Resamples(30).weights, Resamples(30).weights)
    assert not np.array_equal(Resamples(30).weights, Resamples(30, seed=1).weights)
    assert (Resamples(30).weights.sum(axis=1) == 30).all()


def test_calibration_by_hand():
    sample = CalibrationSample()
    sample.add(np.array([0.1, 0.1, 0.9]), np.array([False, True, True]))
    sample.add(np.array([]), np.array([], bool))
    sample.add(np.array([0.95]), np.array([True]))
    found = sample.calibration(Resamples(3))
    # Two pairs at 0.1 of which one fits, two at 0.925 of which both do.
    assert found.error == pytest.approx((2 * 0.4 + 2 * 0.075) / 4)
    assert found.brier == pytest.approx((0.01 + 0.81 + 0.01 + 0.0025) / 4, abs=1e-4)
    assert [(b.predicted, b.observed, b.pairs) for b in found.bins] == [
        (0.1, 0.5, 2),
        (0.925, 1.0, 2),
    ]
    low, high = found.error_interval
    assert 0.0 <= low <= found.error <= high <= 1.0


def test_probabilities_that_come_true_have_no_calibration_error():
    sample = CalibrationSample()
    for _ in range(20):
        sample.add(np.full(10, 0.3), np.arange(10) < 3)
    assert sample.calibration(Resamples(20)).error == pytest.approx(0.0)


def test_labels_that_all_agree_calibrate_nothing():
    sample = CalibrationSample()
    sample.add(np.array([0.2, 0.4]), np.array([True, True]))
    assert sample.calibration(Resamples(1)) is None
