"""Indicators read out of the texts of a listing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.catalog.documents import indicator_written
from backend.catalog.indicator_reading import Reading, indicators_in
from backend.catalog.models import Indicator
from backend.catalog.sources.indicator_text import indicators_read
from tests.growth import too_fast


def _rows(reading: Reading) -> list[tuple[str, str, Decimal | None, str]]:
    rows = (found.values for found in reading.found)
    return [(row.name, row.comparator, row.value, row.unit) for row in rows]


def test_a_need_is_read_for_what_it_wants() -> None:
    reading = indicators_in(
        ["公司有员工300人。要求面内导热系数不低于1200 W/(m·K)，厚度≤60 μm；弯折寿命达到20万次。"],
        wanted=True,
    )
    assert _rows(reading) == [
        ("面内导热系数", ">=", Decimal(1200), "W/(m·K)"),
        ("厚度", "<=", Decimal(60), "μm"),
        ("弯折寿命", ">=", Decimal(200_000), "次"),
    ]
    assert reading.unread == ()
    assert [found.passage[-4:] for found in reading.found] == ["0 μm", "0 μm", "20万次"]


def test_what_a_need_has_today_is_not_wanted() -> None:
    reading = indicators_in(["目前导热系数只能达到800 W/(m·K)。预算50万元。"], wanted=True)
    assert reading == Reading((), ())


def test_an_achievement_is_read_for_what_it_reports() -> None:
    reading = indicators_in(
        ["该膜密度为1.85 g/cm³，对比例为1.62 g/cm³。抗拉强度提高30%。农药残留未检出。"],
        wanted=False,
    )
    assert _rows(reading) == [
        ("膜密度", "=", Decimal("1.85"), "g/cm³"),
        ("农药残留", "=", Decimal(0), "未检出"),
    ]


def test_an_indicator_is_read_once() -> None:
    reading = indicators_in(["密度≥1.8 g/cm³", "密度≥1.8 g/cm³；"], wanted=True)
    assert len(reading.found) == 1


def test_a_wanted_absence_is_an_indicator() -> None:
    reading = indicators_in(["要求镉未检出。"], wanted=True)
    assert _rows(reading) == [("镉", "=", Decimal(0), "未检出")]


@pytest.mark.usefixtures("english")
def test_what_was_meant_and_not_understood_is_told_with_the_reason() -> None:
    reading = indicators_in(["厚度≤2 mm；粘接性≥5 fooz/bar；密度≥≥1.8 g/cm³"], wanted=True)
    assert _rows(reading) == [("厚度", "<=", Decimal(2), "mm")]
    assert [(each.passage, str(each.problem)) for each in reading.unread] == [
        ("粘接性≥5 fooz/bar", "the unit is not known; write it like MPa, mg/L or W/(m·K)"),
        ("密度≥≥1.8 g/cm³", "two comparators for one number; keep one"),
    ]


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_read(text: str, wanted: bool) -> None:
    reading = indicators_in([text], wanted=wanted)
    assert all(found.values.name and found.passage in text for found in reading.found)


def test_nothing_found_is_written_and_read_without_a_number() -> None:
    row = Indicator(name="农药残留", comparator="=", value=Decimal(0), unit="未检出")
    assert indicator_written(row) == "农药残留未检出"
    (read,) = indicators_read("农药残留未检出")
    assert (read.name, read.value, read.unit) == ("农药残留", Decimal(0), "未检出")


@pytest.mark.usefixtures("english")
def test_a_text_beyond_its_field_is_told_and_not_read() -> None:
    reading = indicators_in(["厚度≤2 mm", "密度≥1.8 g/cm³；" * 50], wanted=True, longest=[200, 100])
    assert _rows(reading) == [("厚度", "<=", Decimal(2), "mm")]
    assert [str(each.problem) for each in reading.unread] == [
        "longer than 100 characters; shorten it"
    ]


def test_texts_are_read_in_time_by_their_length() -> None:
    assert too_fast(lambda text: indicators_in([text], wanted=True), size=1_000) == []
