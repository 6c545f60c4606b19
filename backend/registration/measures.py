"""Measures on registration and the codes of their form, from dated files: a new measure is a new file.

Which measure holds is asked for a day; a registration keeps the name of the one that held then.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "rules_data"


def _said(chinese: str, english: str) -> str:
    return chinese if (get_language() or "zh").startswith("zh") else english or chinese


@dataclass(frozen=True, slots=True)
class RequiredItem:
    """A paper that an application needs; ``when`` names the case (completeness.py)."""

    code: str
    when: str
    chinese: str
    english: str

    @property
    def words(self) -> str:
        """What it is, in the reader's language."""
        return _said(self.chinese, self.english)


@dataclass(frozen=True, slots=True)
class Preference:
    """A tax preference that a registration opens; ``kinds`` of applicants, empty: any."""

    code: str
    types: tuple[str, ...]
    kinds: tuple[str, ...]
    basis: str
    chinese: tuple[str, str]
    english: tuple[str, str]

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return _said(self.chinese[0], self.english[0])

    @property
    def text(self) -> str:
        """What it gives and asks, in the reader's language."""
        return _said(self.chinese[1], self.english[1])


@dataclass(frozen=True, slots=True)
class Deadline:
    """Days from the receipt of a whole application: ``unit`` is "working" or "calendar".

    ``long_days`` hold from an amount of technology in yuan, and where the recognition is disputed.
    """

    days: int
    unit: str
    long_days: int
    from_amount: Decimal | None
    disputed: bool

    def days_for(self, amount: Decimal, *, disputed: bool) -> int:
        """How many days an application of this amount has."""
        large = self.from_amount is not None and amount >= self.from_amount
        return self.long_days if large or (disputed and self.disputed) else self.days


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the registry's form: the key of its value, its head, its element in XML."""

    key: str
    head: str
    element: str


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a form: each list maps a code to its Chinese and English name."""

    countries: Mapping[str, list[str]]
    natures: Mapping[str, list[str]]
    nature_of_kind: Mapping[str, str]
    rights: Mapping[str, list[str]]
    plans: Mapping[str, list[str]]
    types: Mapping[str, list[str]]
    subtypes: Mapping[str, Mapping[str, list[str]]]
    columns: tuple[Column, ...]

    def label(self, names: str, code: str) -> str:
        """The name of a code of one list ("natures"), the code itself where it is unknown."""
        found: Mapping[str, list[str]] = getattr(self, names)
        return _said(*found[code]) if code in found else code

    def choices(self, names: str) -> list[tuple[str, str]]:
        """Codes with their names, as a select takes them."""
        found: Mapping[str, list[str]] = getattr(self, names)
        return [(code, f"{code} {_said(*names)}") for code, names in found.items()]

    def type_written(self, type_: str, subtype: str) -> tuple[str, str]:
        """Code and Chinese name of a contract type on the form, of the subtype where there is one."""
        row = self.subtypes.get(type_, {}).get(subtype) or self.types[type_]
        return row[0], row[1]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure; it holds from ``in_force`` up to and with ``ends``."""

    name: str
    in_force: date
    ends: date | None
    chinese: tuple[str, str]
    english: tuple[str, str]
    deadline: Deadline
    number_parts: tuple[tuple[str, int], ...]
    required: tuple[RequiredItem, ...]
    preferences: tuple[Preference, ...]
    codes: Codes

    @property
    def title(self) -> str:
        """What it is called, in the reader's language."""
        return _said(self.chinese[0], self.english[0])

    @property
    def source(self) -> str:
        """Where it comes from, in the reader's language."""
        return _said(self.chinese[1], self.english[1])

    def number(self, **parts: int | str) -> str:
        """A registration number of its parts, each filled with zeros. Raises ValueError where one
        does not fit."""
        written = ""
        for name, digits in self.number_parts:
            part = str(parts[name]).zfill(digits)
            if len(part) != digits or not part.isdecimal():
                raise ValueError(f"{name} of a registration number does not fit: {part}")
            written += part
        return written

    def item(self, code: str) -> RequiredItem | None:
        """A paper of its list; None where it asks for no such one."""
        return next((item for item in self.required if item.code == code), None)

    def preferences_for(self, type_: str, kind: str) -> list[Preference]:
        """What a registered contract of the type opens to an applicant of the kind."""
        return [
            one
            for one in self.preferences
            if type_ in one.types and (not one.kinds or kind in one.kinds)
        ]


@cache
def measures() -> tuple[Measure, ...]:
    """All measures, the oldest first."""
    files = sorted(DATA.glob("*-measure.toml"))
    return tuple(_measure(tomllib.loads(file.read_text("utf-8"))) for file in files)


def measure_on(day: date) -> Measure:
    """The measure that holds on a day. Raises LookupError before the first one."""
    for measure in reversed(measures()):
        if measure.in_force <= day and (measure.ends is None or day <= measure.ends):
            return measure
    raise LookupError(f"no measure holds on {day}")


def measure_named(name: str) -> Measure:
    """The measure of this name. Raises LookupError."""
    for measure in measures():
        if measure.name == name:
            return measure
    raise LookupError(f"no measure is called {name}")


@cache
def _codes(name: str) -> Codes:
    row = tomllib.loads((DATA / f"{name}-codes.toml").read_text("utf-8"))
    return Codes(
        **{
            key: row[key]
            for key in (
                "countries", "natures", "nature_of_kind", "rights", "plans", "types", "subtypes",
            )
        },
        columns=tuple(Column(**column) for column in row["columns"]),
    )  # fmt: skip


def _measure(row: dict[str, Any]) -> Measure:
    return Measure(
        name=row["name"],
        in_force=row["in_force"],
        ends=row.get("ends"),
        chinese=(row["title"], row["source"]),
        english=(row["title_en"], row.get("source_en", row["source"])),
        deadline=_deadline(row["deadline"]),
        number_parts=tuple((part["name"], part["digits"]) for part in row["number"]["parts"]),
        required=tuple(
            RequiredItem(item["code"], item["when"], item["words"], item["words_en"])
            for item in row["required"]
        ),
        preferences=tuple(_preference(one) for one in row["preference"]),
        codes=_codes(row["codes"]),
    )


def _deadline(row: dict[str, Any]) -> Deadline:
    long = row.get("long", {})
    return Deadline(
        days=row["days"],
        unit=row["unit"],
        long_days=long.get("days", row["days"]),
        from_amount=Decimal(long["from_amount"]) if "from_amount" in long else None,
        disputed=long.get("disputed", False),
    )


def _preference(row: dict[str, Any]) -> Preference:
    return Preference(
        code=row["code"],
        types=tuple(row["types"]),
        kinds=tuple(row.get("kinds", ())),
        basis=row["basis"],
        chinese=(row["title"], row["text"]),
        english=(row["title_en"], row["text_en"]),
    )
