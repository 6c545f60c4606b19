"""How reasons are worded."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from backend.pairings.reasons import pairing_view
from backend.pairings.reasons.indicators import bound, quantity
from backend.pairings.reasons.passages import Segment, cut
from tests.backend.pairings import pairs
from tests.factories import Market, actor


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("value", "unit", "top", "written"),
    [
        ("1200.000000", "W/(m·K)", None, "1200 W/(m·K)"),
        ("0.050", "mm", None, "0.05 mm"),
        ("96.0", "%", None, "96%"),
        ("200000", "次", None, "200,000 times"),
        ("3", "mm", "5.50", "3–5.5 mm"),
        ("1E+3", "", None, "1000"),
    ],
)
def test_quantities_are_written_plainly(
    value: str, unit: str, top: str | None, written: str
) -> None:
    assert quantity(value, unit, top) == written


@pytest.mark.usefixtures("english")
def test_nothing_found_is_said_without_a_number() -> None:
    assert quantity("0", "未检出") == "not detected"
    wanted = {"comparator": "=", "value": "0", "value_max": None, "unit": "未检出"}
    assert bound(wanted) == "not detected"


def test_bounds_carry_their_sign() -> None:
    wanted = {"comparator": ">=", "value": "6", "value_max": None, "unit": "MPa"}
    assert bound(wanted) == "≥ 6 MPa"
    assert bound(wanted | {"comparator": "range", "value_max": "9"}) == "6–9 MPa"


def test_long_texts_are_cut_around_their_passages() -> None:
    text = "前" * 400 + "要点" + "后" * 400
    cut_text = cut(text, [(400, 402)])
    assert cut_text[0] == Segment("…")
    assert cut_text[-1] == Segment("…")
    assert [s.text for s in cut_text if s.marked] == ["要点"]
    assert sum(len(s.text) for s in cut_text) < 200
    assert "".join(s.text for s in cut("短文", [(0, 1)])) == "短文"


@pytest.mark.parametrize(
    ("language", "code", "params", "told"),
    [
        ("en", "deadline_tight", {"deadline": "2027-03-01", "levels": 2}, "1 Mar 2027"),
        ("zh-hans", "deadline_allows", {"deadline": "2027-03-01", "levels": 1}, "2027年3月1日"),
        ("zh-hans", "dates_apart", {"need": "2026-03-01", "offer": "2019-03-01"}, "2019年3月1日"),
        ("zh-hans", "both_complete", {"stated": 9, "of": 10}, "10 项中的 9 项"),
        ("zh-hans", "track_record", {"need": 1, "offer": 4}, "4 家"),
        ("zh-hans", "industry_chain", {"need": "C36", "offer": "C29"}, "汽车"),
    ],
)
def test_what_the_fields_tell_is_told_in_the_readers_words(
    market: Market, language: str, code: str, params: dict[str, Any], told: str
) -> None:
    found = pairs.pairing(market)
    found.reasons = [pairs.reason(f"fields.{code}", 1.0, params)]
    with translation.override(language):
        (line,) = pairing_view(found, actor(market.buyer)).lines.first
        assert told in str(line.detail)
