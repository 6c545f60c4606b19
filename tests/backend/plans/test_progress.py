"""How far an indicator is, by every kind of target."""

from __future__ import annotations

from decimal import Decimal

import pytest

from backend.plans.progress import Kind, progress_of

D = Decimal
# kind, base, target, figures by year, percent, light while it runs, verdict at its end
CASES = [
    ("level", "100", "200", {2021: "130"}, "30", "green", "red"),
    ("level", "100", "200", {2021: "110"}, "10", "amber", "red"),
    ("level", "100", "200", {2021: "101", 2022: "110"}, "10", "red", "red"),
    ("level", None, "5", {2022: "4"}, "80", "green", "red"),
    ("share", "1.0", "2.0", {2025: "1.97"}, "97", "amber", "amber"),
    ("points", "14.4", "10", {2022: "18.4"}, "40", "green", "red"),
    ("cumulative", None, "10", {2021: "2", 2022: "2"}, "40", "green", "red"),
    ("new", None, "6", {2021: "6", 2022: "6"}, "100", "green", "green"),
    ("new", None, "6", {2021: "6", 2022: "5"}, "92", "amber", "red"),
    ("growth", None, "10", {2021: "12", 2022: "9"}, "100", "green", "green"),
    ("range", None, "20", {2025: "22"}, "100", "green", "green"),
    ("about", None, "10", {2025: "9"}, "100", "green", "green"),
    ("coverage", "50", "100", {2023: "80"}, "60", "green", "red"),
    ("qualitative", None, None, {2023: "1"}, None, "none", "none"),
]


@pytest.mark.parametrize(("kind", "base", "target", "figures", "percent", "light", "end"), CASES)
def test_the_way_that_is_done_is_held_against_the_period_that_is_gone(
    kind: str, base: str | None, target: str | None, figures: dict[int, str],
    percent: str | None, light: str, end: str,
) -> None:  # fmt: skip
    given = {
        "base": None if base is None else D(base),
        "target": None if target is None else D(target),
        "figures": {year: D(text) for year, text in figures.items()},
        "starts": 2021,
        "ends": 2025,
    }
    running = progress_of(kind, over=False, **given)
    assert running.percent == (None if percent is None else D(percent))
    assert (running.light, progress_of(kind, over=True, **given).light) == (light, end)


def test_every_kind_is_tried() -> None:
    assert {case[0] for case in CASES} == {kind.value for kind in Kind}
