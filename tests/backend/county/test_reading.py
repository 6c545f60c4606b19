"""Figures under a county's former code are that county's, and never twice."""

from __future__ import annotations

from django.utils import translation

from backend.county.reading import figures_read
from backend.county.schemes import schemes
from backend.county.values import SuppliedFigure

SCHEME = schemes()[0]
OLD, NEW = "131181", "131103"  # 冀州市 became 冀州区


def supplied(county: str, text: str = "1.29") -> SuppliedFigure:
    return SuppliedFigure(county=county, indicator="rd_intensity", year=2025, text=text)


def test_a_county_that_changed_its_code_is_found_under_both() -> None:
    with translation.override("en"):
        found, errors = figures_read(
            [supplied(OLD)], scheme=SCHEME, supplier="statistics", year=2025, places=[NEW]
        )
        assert ([*found], errors) == ([(NEW, "rd_intensity")], {})
        _found, errors = figures_read(
            [supplied(OLD), supplied(NEW)],
            scheme=SCHEME, supplier="statistics", year=2025, places=[NEW],
        )  # fmt: skip
    assert "supplied twice" in errors[f"{NEW}/rd_intensity"][0]
