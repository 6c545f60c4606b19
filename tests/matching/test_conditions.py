from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from matching import facade
from matching.contracts import Comparator, Indicator, MatchingError

DENSITY = Indicator("密度", Comparator.GE, Decimal("1.80"), "g/cm³")


@pytest.fixture
def need(listing):
    return listing(
        "need", "高密度石墨密封环", "用于高温泵。", id=1, region="130900", trl=6,
        price_max=Decimal(100), modes=frozenset({"licence"}), industry="C30",
        field="new-materials", indicators=[DENSITY],
    )  # fmt: skip


BREAKING = [
    ("region", {"region": "440300"}, "fields.region_elsewhere"),
    ("trl", {"trl": 5}, "fields.trl_below"),
    ("price", {"price_min": Decimal(101)}, "fields.price_above_budget"),
    ("modes", {"modes": frozenset({"transfer"})}, "fields.modes_different"),
    ("industry", {"industry": "A04"}, "fields.industry_different"),
    ("field", {"field": "energy"}, "fields.field_different"),
    (
        "indicators",
        {"indicators": [replace(DENSITY, comparator=Comparator.EQ, value=Decimal("1.78"))]},
        "indicators.missed",
    ),
]


@pytest.mark.parametrize(("name", "breaking", "code"), BREAKING)
def test_what_is_required_removes_and_says_why(listing, need, null_release, name, breaking, code):
    breaks = listing("achievement", "高密度石墨", id=2, **breaking)
    silent = listing("achievement", "高密度石墨制备", id=3)
    required = replace(need, required=frozenset({name}))
    assert [p.candidate_id for p in facade.rank(required, [breaks, silent], null_release)] == [3]
    (gone,) = facade.removed(required, [breaks, silent])
    assert (gone.candidate_id, [r.code for r in gone.reasons]) == (2, [code])
    # Where it is only wished for, the pair is lowered and stays.
    assert {p.candidate_id for p in facade.rank(need, [breaks, silent], null_release)} == {2, 3}
    assert facade.removed(need, [breaks, silent]) == []


def test_either_side_may_require_and_either_may_ask(listing, need, null_release):
    offer = listing("achievement", "高密度石墨", id=2, region="440300")
    strict = replace(offer, required=frozenset({"region"}))
    assert facade.rank(need, [strict], null_release) == []
    assert facade.rank(strict, [need], null_release) == []
    assert [gone.candidate_id for gone in facade.removed(strict, [need])] == [1]


def test_a_removed_indicator_is_named(listing, need):
    offer = listing("achievement", "石墨", "密度达到1.5g/cm3。", id=2)
    (gone,) = facade.removed(replace(need, required=frozenset({"indicators"})), [offer])
    assert gone.reasons[0].params["names"] == ["密度"]
    assert gone.reasons[0].params["missed"] == 1


def test_a_condition_there_is_not_is_refused(listing, need, null_release):
    offer = listing("achievement", "石墨", id=2)
    with pytest.raises(MatchingError, match=r"colour.*region"):
        facade.rank(replace(need, required=frozenset({"colour"})), [offer], null_release)


def test_a_budget_without_an_upper_end_is_broken_by_no_price(listing, need, null_release):
    open_ended = replace(need, price_min=Decimal(100), price_max=None)
    offer = listing(
        "achievement", "石墨", id=2, price_min=Decimal(900), required=frozenset({"price"})
    )
    assert facade.removed(need, [offer])
    assert facade.removed(open_ended, [offer]) == []


def test_one_indicator_may_be_required_alone(listing, need):
    """Missing the other one only lowers the pair."""
    hard = replace(DENSITY, must=True)
    bend = Indicator("抗折强度", Comparator.GE, Decimal(60), "MPa")
    wants = replace(need, indicators=(hard, bend))
    weak = listing(
        "achievement", "高密度石墨", id=2,
        indicators=[
            replace(DENSITY, comparator=Comparator.EQ, value=Decimal("1.85")),
            replace(bend, comparator=Comparator.EQ, value=Decimal(40)),
        ],
    )  # fmt: skip
    light = listing(
        "achievement", "石墨", id=3,
        indicators=[replace(DENSITY, comparator=Comparator.EQ, value=Decimal("1.5"))],
    )  # fmt: skip
    gone = facade.removed(wants, [weak, light])
    assert [each.candidate_id for each in gone] == [3]
    assert gone[0].reasons[0].params["names"] == ["密度"]
