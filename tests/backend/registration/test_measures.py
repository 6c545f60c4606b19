"""Rules and days off are files: what they say, and that a new one needs no code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from backend.registration.measures import measure_on, measures
from backend.registration.working_days import (
    arranged,
    is_working,
    working_day_after,
    working_days_until,
)


def test_the_measure_is_that_of_the_day() -> None:
    assert measure_on(date(2026, 1, 22)).name == "2000-02-16"
    assert measure_on(date(2026, 1, 23)).name == "2026-01-23"
    with pytest.raises(LookupError):
        measure_on(date(1999, 1, 1))


def test_the_term_follows_amount_and_dispute() -> None:
    now = measure_on(date(2026, 3, 1)).deadline
    assert (now.unit, now.days_for(Decimal("4999999.99"), disputed=False)) == ("working", 15)
    assert now.days_for(Decimal(5_000_000), disputed=False) == 30
    assert now.days_for(Decimal(1), disputed=True) == 30
    before = measure_on(date(2025, 3, 1)).deadline
    assert (before.unit, before.days_for(Decimal(9_000_000), disputed=True)) == ("calendar", 30)


def test_working_days_know_days_off_and_worked_weekends() -> None:
    assert not is_working(date(2026, 10, 1))
    assert is_working(date(2026, 10, 10))  # a Saturday that makes up for the holidays
    assert working_day_after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert working_day_after(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert working_days_until(date(2026, 9, 30), date(2026, 10, 10)) == 3
    assert working_days_until(date(2026, 10, 10), date(2026, 9, 30)) == -3
    assert arranged(2026)
    assert not arranged(2099)


def test_a_number_has_its_parts_and_sixteen_digits() -> None:
    measure = measure_on(date(2026, 3, 1))
    assert measure.number(year=2026, region="130900", serial=12) == "2026130900000012"
    with pytest.raises(ValueError, match="serial"):
        measure.number(year=2026, region="130900", serial=1_000_000)


def test_every_file_is_whole() -> None:
    cases = {"always", "department_signed", "first_time", "seller_abroad", "rights_moved"}
    for measure in measures():
        assert sum(digits for _name, digits in measure.number_parts) == 16
        assert {item.when for item in measure.required} <= cases
        keys = [column.key for column in measure.codes.columns]
        assert len(keys) == len(set(keys))
        assert set(measure.codes.nature_of_kind.values()) <= set(measure.codes.natures)
