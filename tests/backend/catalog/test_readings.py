"""Indicators as people write them, read alike by a form, the API and a file's cell."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from backend.catalog.indicator_reading import indicators_in
from backend.catalog.sources.indicator_text import indicators_read
from backend.catalog.values import IndicatorValues
from matching import facade as matching

GOLDEN = Path(__file__).parents[2] / "matching" / "golden"
Row = tuple[str, str, Decimal | None, Decimal | None, str]


def cases(file: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / file).read_text("utf-8").splitlines()]


def expected(case: dict[str, Any]) -> list[Row]:
    rows = [row.split("|") for row in case["read"]]
    return [
        (name, sign, Decimal(low), Decimal(high) if high else None, unit_of(unit))
        for name, sign, low, high, unit in rows
    ]


def unit_of(unit: str) -> str:
    return matching.normalise_unit(unit) if unit else ""


def row_of(values: IndicatorValues) -> Row:
    unit = unit_of(values.unit)
    return values.name, values.comparator, values.value, values.value_max, unit


def read(case: dict[str, Any]) -> tuple[list[Row], bool]:
    """What a form's button offers, and whether something is told as unread."""
    reading = indicators_in([case["text"]], wanted=True)
    return [row_of(found.values) for found in reading.found], bool(reading.unread)


@pytest.mark.parametrize("case", cases("readings.jsonl"), ids=lambda case: case["text"])
def test_a_text_is_read_as_its_writer_means_it(case: dict[str, Any]) -> None:
    assert read(case) == (expected(case), case.get("told", False))


@pytest.mark.parametrize(
    "case",
    [case for case in cases("readings.jsonl") if case["read"]],
    ids=lambda case: case["text"],
)
def test_a_cell_is_read_like_a_form(case: dict[str, Any]) -> None:
    rows = indicators_read(case["text"], wanted=True)
    assert [row_of(row) for row in rows] == expected(case)


def test_cases_kept_aside_are_read_too() -> None:
    aside = cases("readings_aside.jsonl")
    wrong = [case["text"] for case in aside if read(case)[0] != expected(case)]
    assert len(wrong) <= len(aside) // 10, wrong


@pytest.mark.usefixtures("english")
def test_a_cell_that_cannot_be_read_is_refused_with_its_passage() -> None:
    with pytest.raises(ValidationError, match="产率为"):
        indicators_read("产率为(2.1±0.2)×10^20 atoms/s", wanted=True)
