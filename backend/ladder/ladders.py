"""Ladders of regions from dated files: their grades, conditions, and which equal which elsewhere."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from backend.accounts.regions import beginning_of

from .conditions import Condition, condition_from

DATA = Path(__file__).parent / "ladders_data"


def said(chinese: str, english: str) -> str:
    """One of two texts, in the reader's language."""
    return chinese if (get_language() or "zh").startswith("zh") else english or chinese


@dataclass(frozen=True, slots=True)
class Grade:
    """A step of a ladder; ``equals`` names the same step across ladders, for figures and conditions."""

    code: str
    equals: str
    chinese: str
    english: str
    valid_years: int
    criteria: tuple[tuple[Condition, str], ...]  # each with what fills the gap

    @property
    def words(self) -> str:
        """Its name in the reader's language."""
        return said(self.chinese, self.english)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The grades of a region, the lowest first; it holds from ``in_force`` on."""

    code: str
    region: str
    in_force: date
    chinese: tuple[str, str]
    english: tuple[str, str]
    grades: tuple[Grade, ...]

    @property
    def title(self) -> str:
        """What it is called, in the reader's language."""
        return said(self.chinese[0], self.english[0])

    @property
    def source(self) -> str:
        """Where it comes from, in the reader's language."""
        return said(self.chinese[1], self.english[1])

    def grade(self, code: str) -> Grade:
        """A grade by its code. Raises LookupError."""
        for grade in self.grades:
            if grade.code == code:
                return grade
        raise LookupError(f"{self.code} has no grade {code}")


@cache
def ladders() -> dict[str, Ladder]:
    """All ladders by code."""
    found = (_ladder(tomllib.loads(f.read_text("utf-8"))) for f in sorted(DATA.glob("*.toml")))
    return {ladder.code: ladder for ladder in found}


def ladders_of(region: str) -> list[Ladder]:
    """The ladders on which a firm of the region stands, the nearest first."""
    found = [one for one in ladders().values() if region.startswith(beginning_of(one.region))]
    return sorted(found, key=lambda one: -len(beginning_of(one.region)))


def grades_known() -> dict[str, str]:
    """Grades across ladders by what they equal, named as the first ladder names them."""
    found: dict[str, str] = {}
    for ladder in ladders().values():
        for grade in ladder.grades:
            if grade.code == grade.equals or grade.equals not in found:
                found[grade.equals] = grade.words
    return found


def _ladder(row: dict[str, Any]) -> Ladder:
    return Ladder(
        code=row["code"],
        region=row["region"],
        in_force=row["in_force"],
        chinese=(row["title"], row["source"]),
        english=(row["title_en"], row["source_en"]),
        grades=tuple(
            Grade(
                code=grade["code"],
                equals=grade["equals"],
                chinese=grade["words"],
                english=grade["words_en"],
                valid_years=grade["valid_years"],
                criteria=tuple((condition_from(c), c.get("fill", "")) for c in grade["criteria"]),
            )
            for grade in row["grade"]
        ),
    )
