from __future__ import annotations

from decimal import Decimal

import pytest

from matching.contracts import Profile
from matching.signals.base import Pair
from matching.signals.fields import Fields

_POINTS = {
    "fields.industry_same": 0.5,
    "fields.industry_near": 0.25,
    "fields.industry_different": -0.3,
    "fields.trl_below": -0.25,
    "fields.trl_reached": 0.3,
    "fields.price_above_budget": -0.8,
    "fields.region_same_city": 0.25,
}


def _codes(need: dict, offer: dict) -> list[str]:
    pair = Pair(
        Profile(1, "need", {"title": "n"}, **need),
        Profile(2, "achievement", {"title": "o"}, **offer),
    )
    signal = Fields(_POINTS)
    score = float(signal.scores(pair.as_pairs)[0])
    reasons = signal.reasons(pair, score, 2 * score)
    if reasons:
        assert sum(r.contribution for r in reasons) == pytest.approx(2 * score)
    return [str(r.code) for r in reasons]


@pytest.mark.parametrize(
    ("need", "offer", "codes"),
    [
        ({"industry": "C39"}, {"industry": "C3971"}, ["fields.industry_same"]),
        ({"industry": "C3911"}, {"industry": "C3971"}, ["fields.industry_near"]),
        ({"industry": "C"}, {"industry": "C39"}, ["fields.industry_near"]),
        ({"industry": "C39"}, {"industry": "A01"}, ["fields.industry_different"]),
        ({"field": "1"}, {"field": "2"}, ["fields.field_different"]),
        ({"region": "130902"}, {"region": "130902"}, ["fields.region_same_county"]),
        ({"region": "130902"}, {"region": "130900"}, ["fields.region_same_city"]),
        ({"region": "310115"}, {"region": "310104"}, ["fields.region_same_city"]),
        ({"region": "130902"}, {"region": "130100"}, ["fields.region_same_province"]),
        ({"region": "130902"}, {"region": "110101"}, ["fields.region_elsewhere"]),
        ({"region": "13"}, {"region": "130902"}, []),
        ({"trl": 6}, {"trl": 6}, ["fields.trl_reached"]),
        ({"trl": 6}, {"trl": 4}, ["fields.trl_below"]),
        ({"trl": 6}, {}, ["fields.trl_unknown"]),
        ({}, {"trl": 4}, []),
        ({"modes": frozenset("ab")}, {"modes": frozenset("bc")}, ["fields.modes_shared"]),
        ({"modes": frozenset("a")}, {"modes": frozenset("c")}, ["fields.modes_different"]),
        ({"price_max": Decimal(10)}, {"price_min": Decimal(9)}, ["fields.price_within_budget"]),
        ({"price_max": Decimal(10)}, {"price_min": Decimal(11)}, ["fields.price_above_budget"]),
        ({"price_max": Decimal(0)}, {"price_min": Decimal(1)}, ["fields.price_above_budget"]),
        ({"price_max": Decimal(10)}, {}, ["fields.price_unknown"]),
        (
            {"price_max": Decimal(10), "currency": "CNY"},
            {"price_min": Decimal(11), "currency": "USD"},
            [],
        ),
    ],
)
def test_findings(need, offer, codes):
    assert _codes(need, offer) == codes


def test_the_further_below_the_worse():
    signal = Fields(_POINTS)

    def score(reached: int) -> float:
        need = Profile(1, "need", {"title": "n"}, trl=8)
        offer = Profile(2, "achievement", {"title": "o"}, trl=reached)
        return float(signal.scores(Pair(need, offer).as_pairs)[0])

    assert score(4) < score(7) < 0 < score(8)


def test_nothing_in_common_to_compare_gives_no_score():
    pair = Pair(Profile(1, "need", {"title": "n"}), Profile(2, "achievement", {"title": "o"}))
    score = Fields(_POINTS).scores(pair.as_pairs)[0]
    assert score != score
