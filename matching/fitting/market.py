"""Fits what a score means on a market: nearly all pairs unrelated, those of judged needs all known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile
from matching.ranker import judge
from matching.release import Release
from matching.signals.base import Pairs

_WORTH = 2.0  # the grade from which on staff would call
_TONGUES = ("one", "two")
_PULL = 0.02  # of the intercepts to one another: between languages little is judged


@dataclass(frozen=True, slots=True)
class Market:
    """Listings of a market; ``judged`` maps a need's and an offer's id to a grade 0 to 3. A pair of a
    judged need that nobody judged counts as unrelated: judges look for what answers a need.
    """

    needs: Sequence[Profile]
    offers: Sequence[Profile]
    judged: Mapping[tuple[int | str, int | str], float]


@dataclass(frozen=True, slots=True)
class _Sample:
    """Of each pair (n,): likeness and conditions in points, the place of its intercept, and whether
    it is worth a call.
    """

    alike: NDArray[np.float64]
    conditions: NDArray[np.float64]
    group: NDArray[np.intp]
    worth: NDArray[np.bool_]


def calibrate(release: Release, market: Market) -> Release:
    """``release`` with intercepts by direction and languages, one slope, and conditions whose points
    are log-odds, so that score and probability mean the same for every pair of a market.
    """
    from scipy.optimize import minimize

    sample = _sample(release, market)
    start = np.array([0.6, -8.0, -8.0, -4.0, -4.0])
    found = minimize(_loss, start, (sample,), method="Nelder-Mead",
                     options={"maxiter": 4000, "xatol": 1e-4, "fatol": 1e-4})  # fmt: skip
    slope, *log_odds = (float(number) for number in found.x)
    intercepts = {
        str(direction): {
            tongues: round(log_odds[2 * row + column] / slope, 4)
            for column, tongues in enumerate(_TONGUES)
        }
        for row, direction in enumerate(("achievement", "expert"))
    }
    weight = round(1.0 / slope, 6)
    weights = dict(release.weights) | {s.name: weight for s in release.conditions}
    return replace(
        release, calibration=(round(slope, 6), 0.0), intercepts=intercepts, weights=weights
    )


def _loss(parameters: NDArray[np.float64], sample: _Sample) -> float:
    slope, log_odds = parameters[0], parameters[1:]
    whole = slope * sample.alike + log_odds[sample.group] + sample.conditions
    apart = log_odds.reshape(2, 2)
    spread = float(((apart - apart.mean(axis=1, keepdims=True)) ** 2).sum())
    return _surprise(whole, sample.worth) + _PULL * spread


def _surprise(log_odds: NDArray[np.float64], true: NDArray[np.bool_]) -> float:
    return float(np.logaddexp(0.0, np.where(true, -log_odds, log_odds)).sum())


def _sample(release: Release, market: Market) -> _Sample:
    judged_needs = {need for need, _offer in market.judged}
    columns: list[list[NDArray]] = [[], [], [], []]
    for need in market.needs:
        if need.id not in judged_needs:
            continue
        offers = [
            o for o in market.offers if not o.organisation or o.organisation != need.organisation
        ]
        pairs = Pairs(need, offers, True)
        found = judge(pairs, release)
        conditions = sum(
            np.nan_to_num(found.contributions[s.name]) / release.weights[s.name]
            for s in release.conditions
        )
        anchor, others = pairs.languages
        group = [
            2 * (direction == "expert") + (other != anchor)
            for direction, other in zip(pairs.directions, others, strict=True)
        ]
        grades = [market.judged.get((need.id, offer.id), 0.0) for offer in offers]
        row = (found.alike, conditions, np.array(group), np.array(grades) >= _WORTH)
        for column, values in zip(columns, row, strict=True):
            column.append(np.asarray(values))
    return _Sample(*(np.concatenate(column) for column in columns))
