"""Numbers and units as people write them."""

from __future__ import annotations

import pytest
from django.utils import translation

from backend.core.figures import figure, quantity_shown, unit_shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("42.583333333333333333", "42.6"),
        ("0.16666666666666666667", "0.17"),
        ("0.012345678901", "0.012"),
        ("1234.567890123", "1235"),
        ("0.000000001", "1×10⁻⁹"),
        ("4.5E-6", "4.5×10⁻⁶"),
        ("3.333333333333E-7", "3.33×10⁻⁷"),
        ("110090000000", "110,090,000,000"),
        ("3.52E+26", "3.52×10²⁶"),
        ("1200.000", "1200"),
        ("-196", "-196"),
        ("99.9995", "99.9995"),
        ("0E+3", "0"),
    ],
)
def test_a_number_is_written_as_people_do(value: str, shown: str) -> None:
    assert figure(value) == shown


@pytest.mark.parametrize(
    ("unit", "chinese", "english"),
    [
        ("day", "天", "days"),
        ("t/年", "t/年", "t/year"),
        ("月", "月", "months"),
        ("W/(m·K)", "W/(m·K)", "W/(m·K)"),
        ("", "", ""),
    ],
)
def test_a_unit_is_written_in_the_readers_language(unit: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert unit_shown(unit) == chinese
    with translation.override("en"):
        assert unit_shown(unit) == english


def test_ten_thousands_are_written_out_in_english() -> None:
    with translation.override("en"):
        assert quantity_shown("3.5", "万元") == "35,000 CNY"
    with translation.override("zh-hans"):
        assert quantity_shown("3.5", "万元") == "3.5 万元"
        assert quantity_shown("42.58333333333", "月") == "42.6 月"
