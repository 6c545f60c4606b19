from __future__ import annotations

from datetime import date, timedelta
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
        (
            {"industry": "C36"},
            {"industry": "C2911"},
            ["fields.industry_different", "fields.industry_chain"],
        ),
        ({"industry": "C2911"}, {"industry": "2911"}, ["fields.industry_same"]),
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


WANTED = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("need", "offer", "found"),
    [
        # One level is missing, which takes a year.
        ({"deadline": date(2027, 3, 1), "trl": 6}, {"trl": 5}, "fields.deadline_allows"),
        ({"deadline": date(2027, 2, 28), "trl": 6}, {"trl": 5}, "fields.deadline_tight"),
        ({"deadline": date(2026, 4, 1), "trl": 6}, {"trl": 6}, None),
        ({"deadline": date(2026, 4, 1)}, {"trl": 5}, None),
        ({"trl": 6}, {"trl": 5}, None),
    ],
)
def test_a_deadline_is_held_against_the_readiness_that_is_missing(need, offer, found):
    codes = [c for c in _codes({"dated": WANTED} | need, offer) if "deadline" in c]
    assert codes == ([found] if found else [])


@pytest.mark.parametrize(
    ("years", "found"),
    [
        (0, ["fields.dates_near"]),
        (1.9, ["fields.dates_near"]),
        (4, []),
        (6, ["fields.dates_apart"]),
    ],
)
def test_listings_of_different_times_drift_apart_either_way(years, found):
    other = WANTED - timedelta(days=365 * years)
    assert _codes({"dated": WANTED}, {"dated": other}) == found
    assert _codes({"dated": other}, {"dated": WANTED}) == found
    assert _codes({"dated": WANTED}, {}) == []


STATED = {
    "industry": "C39",
    "field": "1",
    "region": "130902",
    "modes": frozenset("a"),
    "trl": 6,
}


def test_what_states_nearly_everything_is_told_so_and_silence_never_counts():
    signal = Fields({"fields.both_complete": 0.1})
    need = Profile(1, "need", {"title": "n"}, **STATED)

    def score(**stated: object) -> float:
        offer = Profile(2, "achievement", {"title": "o"}, **stated)
        return float(signal.scores(Pair(need, offer).as_pairs)[0])

    assert score(**STATED) == pytest.approx(0.1)
    assert score(**STATED | {"trl": None}) == pytest.approx(0.09)
    assert score(industry="C39") == 0.0
    # An expert has no readiness to state.
    expert = Profile(2, "expert", {"title": "o"}, **STATED | {"trl": None})
    assert float(signal.scores(Pair(need, expert).as_pairs)[0]) == pytest.approx(0.1)


def test_a_track_record_is_of_others_and_has_an_end():
    signal = Fields({"fields.track_record": 0.2})

    def score(bought: set[str], sold: set[str]) -> float:
        sides = (
            {"organisation": "7", "contracted_with": frozenset(bought)},
            {
                "organisation": "9",
                "contracted_with": frozenset(sold),
            },
        )
        need = Profile(1, "need", {"title": "n"}, **sides[0])
        offer = Profile(2, "achievement", {"title": "o"}, **sides[1])
        return float(signal.scores(Pair(need, offer).as_pairs)[0])

    many = {str(number) for number in range(100, 160)}
    assert score({"9"}, {"7"}) != score({"9"}, {"7"})  # with one another: nothing is known
    assert 0 < score(set(), {"1"}) < score(set(), {"1", "2"}) < score({"1"}, {"1", "2"})
    assert score(many, many) == pytest.approx(0.2)
