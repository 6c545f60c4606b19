"""Schemes of the county index: dated files in ``scheme_data`` that say what is measured, what counts how
much and what follows from a score. A new scheme is a new file; a round keeps the name of its own, and a
release keeps the whole scheme in its content.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "scheme_data"
PLATFORM, COUNTY = "platform", "county"  # suppliers that are no department
NORMALISATIONS = ("goalposts", "min_max", "best_ratio", "rank_share")
AGGREGATIONS = ("arithmetic", "geometric")
MISSING = ("zero", "median", "share_out")


class SchemeError(ValueError):
    """A file that is no scheme; says which entry is wrong and how."""


def said(chinese: str, english: str) -> str:
    """The words of a scheme in the reader's language."""
    return chinese if (get_language() or "zh").startswith("zh") else english or chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A first-level indicator."""

    code: str
    chinese: str
    english: str
    weight: Decimal

    @property
    def name(self) -> str:
        """In the reader's language."""
        return said(self.chinese, self.english)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A second-level indicator. ``low`` and ``high`` are where it is worth nothing and everything;
    ``places`` are the decimals that its figures have at most; ``origin`` is where it was taken from."""

    code: str
    of: str
    chinese: str
    english: str
    unit: str
    weight: Decimal
    direction: str
    low: Decimal
    high: Decimal
    supplier: str
    origin: str
    places: int

    @property
    def name(self) -> str:
        """In the reader's language."""
        return said(self.chinese, self.english)

    @property
    def step(self) -> Decimal:
        """The smallest difference between two figures."""
        return Decimal(1).scaleb(-self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incentive:
    """Amounts in yuan: by jump ("C>B"), for each place gained within a class, and their caps."""

    jumps: Mapping[str, int]
    per_place: int
    cap_places: int
    cap_total: int
    uses: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """How many counties of a region stood, or should stand, in each class in a year."""

    region: str
    year: int
    goal: bool
    counties: int
    classes: Mapping[str, int]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One way to judge counties. ``classes`` are (code, lower bound), the best first."""

    code: str
    valid_from: date
    chinese: str
    english: str
    report: tuple[str, str]
    weights_origin: tuple[str, str]
    source: str
    scale: int
    normalisation: str
    aggregation: str
    missing: str
    classes: tuple[tuple[str, Decimal], ...]
    incentive: Incentive
    suppliers: Mapping[str, tuple[str, str]]
    levels: tuple[Level, ...]
    indicators: tuple[Indicator, ...]
    milestones: tuple[Milestone, ...]
    table: Mapping[str, Any] = field(repr=False, compare=False)  # as written, for a release to keep

    @property
    def name(self) -> str:
        """In the reader's language."""
        return said(self.chinese, self.english)

    def supplier_name(self, supplier: str) -> str:
        """Who supplies, in the reader's language."""
        return said(*self.suppliers[supplier])

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of this code; None where there is none."""
        return next((one for one in self.indicators if one.code == code), None)

    def supplied_by(self, supplier: str) -> tuple[Indicator, ...]:
        """The indicators of a supplier, in the scheme's order."""
        return tuple(one for one in self.indicators if one.supplier == supplier)

    def class_of(self, score: Decimal) -> str:
        """The class of a score that is rounded as it is shown."""
        return next(code for code, bound in self.classes if score >= bound)


@cache
def schemes() -> tuple[Scheme, ...]:
    """Every scheme, the newest first. Raises SchemeError where a file is none."""
    found = [
        scheme_read(path.read_text("utf-8"))
        for path in sorted(DATA.glob("*.toml"))
        if path.name != "code_changes.toml"
    ]
    return tuple(sorted(found, key=lambda one: one.valid_from, reverse=True))


def scheme_named(code: str) -> Scheme:
    """The scheme of this code. Raises LookupError."""
    for scheme in schemes():
        if scheme.code == code:
            return scheme
    raise LookupError(f"no scheme is called {code}")


@cache
def code_changes() -> Mapping[str, str]:
    """Former code of a county → its code since."""
    rows = tomllib.loads((DATA / "code_changes.toml").read_text("utf-8"))["changes"]
    return {row["old"]: row["new"] for row in rows}


def code_today(code: str) -> str:
    """The code that a county has now, whatever it had when a figure was written."""
    changes = code_changes()
    while code in changes:
        code = changes[code]
    return code


def scheme_read(text: str) -> Scheme:
    """A scheme of a TOML text. Raises SchemeError that names the entry and what is wrong with it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SchemeError(f"no TOML: {error}") from error
    return scheme_of(data)


def scheme_of(data: Mapping[str, Any]) -> Scheme:
    """A scheme of its table, as files and releases keep it. Raises SchemeError."""
    try:
        scheme = Scheme(
            **{
                name: data[name]
                for name in ("code", "chinese", "english", "source", "scale",
                             "normalisation", "aggregation", "missing")
            },
            valid_from=date.fromisoformat(str(data["valid_from"])),
            table={**data, "valid_from": str(data["valid_from"])},
            report=tuple(data["report"]),
            weights_origin=tuple(data["weights_origin"]),
            classes=tuple((row["code"], Decimal(row["from"])) for row in data["classes"]),
            incentive=Incentive(
                **{**data["incentive"], "uses": tuple(map(tuple, data["incentive"]["uses"]))}
            ),
            suppliers={code: tuple(names) for code, names in data["suppliers"].items()},
            levels=tuple(_typed(Level, row, "weight") for row in data["levels"]),
            indicators=tuple(
                _typed(Indicator, row, "weight", "low", "high") for row in data["indicators"]
            ),
            milestones=tuple(Milestone(**row) for row in data["milestones"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise SchemeError(f"the scheme is incomplete: {error!r}") from error
    _check(scheme)
    return scheme


def _typed(kind: Any, row: Mapping[str, Any], *numbers: str) -> Any:
    return kind(**{**row, **{name: Decimal(row[name]) for name in numbers}})


def _check(scheme: Scheme) -> None:
    for name, chosen, known in (
        ("normalisation", scheme.normalisation, NORMALISATIONS),
        ("aggregation", scheme.aggregation, AGGREGATIONS),
        ("missing", scheme.missing, MISSING),
    ):
        if chosen not in known:
            raise SchemeError(f"{name} “{chosen}” is none of {', '.join(known)}")
    whole = sum((level.weight for level in scheme.levels), Decimal(0))
    if whole != scheme.scale:
        raise SchemeError(f"the weights of the first level make {whole}, not {scheme.scale}")
    for level in scheme.levels:
        part = sum((one.weight for one in scheme.indicators if one.of == level.code), Decimal(0))
        if part != level.weight:
            raise SchemeError(
                f"the weights below “{level.code}” ({level.chinese}) make {part}, not {level.weight}"
            )
    codes = [one.code for one in scheme.indicators]
    for one in scheme.indicators:
        if codes.count(one.code) > 1:
            raise SchemeError(f"two indicators are called {one.code}")
        if one.weight <= 0 or one.low >= one.high or one.direction not in ("up", "down"):
            raise SchemeError(f"{one.code}: weight, low and high, or direction make no sense")
        if one.of not in {level.code for level in scheme.levels}:
            raise SchemeError(f"{one.code} hangs on no first-level indicator")
        if one.supplier not in scheme.suppliers:
            raise SchemeError(f"{one.code}: nobody is the supplier “{one.supplier}”")
    bounds = [bound for _code, bound in scheme.classes]
    if not bounds or bounds[-1] != 0 or bounds != sorted(set(bounds), reverse=True):
        raise SchemeError("classes are listed from the best down to the one that begins at 0")
