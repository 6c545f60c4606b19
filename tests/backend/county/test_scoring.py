"""Scores, ranks and classes out of figures, and schemes that are refused."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from backend.county.results import content_of, digest_of, lifts_of, result_of
from backend.county.schemes import SchemeError, code_today, scheme_of, schemes
from backend.county.scoring import Figures, ranks_of, scores_of

SCHEME = schemes()[0]


def figures(n: int, seed: int = 1) -> dict[str, dict[str, Decimal | None]]:
    """Made-up figures of so many counties."""
    chance = random.Random(seed)
    return {
        f"{130000 + i}": {
            one.code: (one.low + (one.high - one.low) * Decimal(chance.random())).quantize(one.step)
            for one in SCHEME.indicators
        }
        for i in range(n)
    }


def content(found: Figures, **more: Any) -> str:
    """The content of a release of these figures."""
    given = {"region": "130000", "year": 2025, "computed": frozenset(), "last": None}
    return content_of(SCHEME, figures=found, **given | more)


def with_table(**changes: Any) -> dict[str, Any]:
    """The scheme's table with other weights of the first level."""
    table = {**SCHEME.table}
    table["levels"] = [{**row, **changes.get(row["code"], {})} for row in table["levels"]]
    return table


def test_weights_that_make_99_9_are_refused_by_name() -> None:
    with pytest.raises(SchemeError, match=r"first level make 99\.9, not 100"):
        scheme_of(with_table(management={"weight": "9.9"}))
    table = {**SCHEME.table}
    table["indicators"] = [{**row} for row in table["indicators"]]
    table["indicators"][0]["weight"] = "7.9"
    with pytest.raises(SchemeError, match=r"“input” \(创新投入\) make 24\.9, not 25"):
        scheme_of(table)


def test_the_scheme_is_the_policys() -> None:
    assert (len(SCHEME.levels), len(SCHEME.indicators)) == (5, 21)
    assert [SCHEME.class_of(Decimal(s)) for s in ("80.00", "79.99", "60.00", "59.99")] == [
        "A", "B", "B", "C",
    ]  # fmt: skip


def test_the_same_figures_give_the_same_bytes_in_any_order() -> None:
    found = figures(12)
    turned = {county: dict(reversed(row.items())) for county, row in reversed(found.items())}
    assert digest_of(content(found)) == digest_of(content(turned))


def test_a_score_is_the_sum_of_its_parts_and_what_is_shown_decides() -> None:
    for one in result_of(content(figures(12))).counties:
        parts = sum(part.points for part in one.parts)
        assert abs(parts - one.score) <= Decimal("0.005")
        assert one.class_ == SCHEME.class_of(one.score)
        assert one.best <= one.rank <= one.worst


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    scores = {"a": Decimal(90), "b": Decimal(80), "c": Decimal(80), "d": Decimal(70)}
    assert ranks_of(scores) == {"a": 1, "b": 2, "c": 2, "d": 4}


@pytest.mark.parametrize(
    ("missing", "points"), [("zero", "0"), ("median", "4"), ("share_out", "0")]
)
def test_a_missing_figure_is_treated_as_the_scheme_says(missing: str, points: str) -> None:
    scheme = scheme_of({**SCHEME.table, "missing": missing})
    half = {o.code: o.low + (o.high - o.low) / 2 for o in SCHEME.indicators}
    found = scores_of(scheme, {"a": half, "b": {**half, "rd_intensity": None}})
    assert found["b"].cells["rd_intensity"].points == Decimal(points)
    # A weight that is shared out leaves the score of a county that is the same everywhere.
    assert found["b"].score == Decimal("46.00" if missing == "zero" else "50.00")


def test_what_is_said_to_lift_a_county_lifts_it() -> None:
    found = figures(20)
    result = result_of(content(found))
    one = next(c for c in result.counties if c.class_ == "C" and lifts_of(result, c)[0].needed)
    lift = lifts_of(result, one)[0]
    code, needed = lift.part.indicator.code, lift.needed
    assert needed is not None
    found[one.code][code] = needed
    assert scores_of(SCHEME, found)[one.code].class_ == "B"
    found[one.code][code] = needed - lift.part.indicator.step
    assert scores_of(SCHEME, found)[one.code].class_ == "C"


def test_last_year_follows_a_county_to_its_new_code() -> None:
    assert code_today("130823") == "130881"
    row = figures(1)["130000"]
    last = result_of(content({"130823": row}, year=2024))
    one = result_of(content({"130881": row}, last=last)).counties[0]
    assert one.last is not None
    assert (one.last.score, one.gained) == (one.score, 0)
    assert last.county("130881") is last.counties[0]
