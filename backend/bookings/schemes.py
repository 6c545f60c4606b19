"""By what an instrument's year is scored and subsidised: dated files in ``scheme_data/``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from backend.core.money_fields import CENT

_DATA = Path(__file__).parent / "scheme_data"
GRADES = {
    "excellent": _("Excellent"),
    "good": _("Good"),
    "passed": _("Passed"),
    "below": _("Below the standard"),
}


@dataclass(frozen=True, slots=True)
class Points:
    """What a figure is worth: ``most`` from ``full`` on, below in proportion."""

    most: int
    full: int

    def of(self, value: Decimal) -> Decimal:
        """The points of a figure, to one place."""
        part = min(value / self.full, Decimal(1)) * self.most
        return part.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade with what it pays back of the income from others."""

    code: str
    points: int
    percent: Decimal
    most: Decimal

    @property
    def words(self) -> str:
        """Its name."""
        return str(GRADES[self.code])

    def subsidy(self, income: Decimal) -> Decimal:
        """What is paid back of an income, in yuan."""
        return min((income * self.percent / 100).quantize(CENT, ROUND_HALF_UP), self.most)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A year's way of scoring."""

    since: date
    chinese: str
    english: str
    points: Mapping[str, Points]
    grades: tuple[Grade, ...]

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.chinese if (get_language() or "").startswith("zh") else self.english

    def grade(self, points: Decimal) -> Grade:
        """The best grade that so many points reach."""
        return next(grade for grade in self.grades if points >= grade.points)


def scheme_of(year: int) -> Scheme:
    """The scheme in force in a year: the latest that began by then, else the first."""
    known = _schemes()
    return next((s for s in reversed(known) if s.since <= date(year, 12, 31)), known[0])


@cache
def _schemes() -> tuple[Scheme, ...]:
    files = (tomllib.loads(path.read_text("utf-8")) for path in _DATA.glob("*.toml"))
    return tuple(sorted((_scheme(data) for data in files), key=lambda scheme: scheme.since))


def _scheme(data: Mapping[str, object]) -> Scheme:
    points: Mapping[str, Mapping[str, int]] = data["points"]  # type: ignore[assignment]
    grades: list[Mapping[str, object]] = data["grades"]  # type: ignore[assignment]
    return Scheme(
        since=data["since"],  # type: ignore[arg-type]
        chinese=str(data["name"]),
        english=str(data["name_en"]),
        points={name: Points(row["most"], row["full"]) for name, row in points.items()},
        grades=tuple(
            Grade(
                str(row["code"]),
                int(str(row["from"])),
                Decimal(str(row["percent"])),
                Decimal(str(row["most"])),
            )
            for row in grades
        ),
    )
