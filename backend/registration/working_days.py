"""Working days, by the yearly arrangement of days off and worked weekends (holidays-*.toml)."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "rules_data"
_SATURDAY = 5


@cache
def _arranged() -> dict[int, tuple[frozenset[date], frozenset[date]]]:
    """Year → days off beside weekends, and weekends that are worked."""
    found = {}
    for file in sorted(DATA.glob("holidays-*.toml")):
        row = tomllib.loads(file.read_text("utf-8"))
        off, worked = (
            frozenset(date.fromisoformat(day) for day in row[name]) for name in ("off", "worked")
        )
        found[row["year"]] = (off, worked)
    return found


def arranged(year: int) -> bool:
    """Whether the year's days off are known; before they are, only weekends are off."""
    return year in _arranged()


def is_working(day: date) -> bool:
    """Whether offices work on the day."""
    off, worked = _arranged().get(day.year, (frozenset(), frozenset()))
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


def working_day_after(day: date, days: int) -> date:
    """The day on which a term of so many working days ends; the day it begins with is not counted."""
    while days:
        day += timedelta(days=1)
        days -= is_working(day)
    return day


def working_days_until(day: date, end: date) -> int:
    """Working days after ``day`` up to and with ``end``; negative where it has passed."""
    if end < day:
        return -working_days_until(end, day)
    return sum(is_working(day + timedelta(days=n)) for n in range(1, (end - day).days + 1))
