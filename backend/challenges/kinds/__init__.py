"""Kinds of calls: each is one data file beside this one; modes of awarding stand in ``modes.yaml``.

A file says who posts and who enters, the stages that a call passes, its questions and criteria, the
phases of its review, and how it ends. Nothing else names a kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FOLDER = Path(__file__).parent
MODES_FILE = "modes.yaml"
WHOLE = 100  # what the weights of criteria, and the shares of a consortium, come to


@dataclass(frozen=True, slots=True)
class Text:
    """Words in both languages of the product."""

    zh: str = ""
    en: str = ""

    def __str__(self) -> str:
        return self.zh if (get_language() or "").startswith("zh") else self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What entrants answer. ``public`` answers of those awarded stand in the showcase."""

    name: str
    words: Text
    help: Text = Text()
    required: bool = True
    public: bool = False
    most: int = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What entries are scored by, 0 to 100 each. ``lowest_price`` is reckoned: the lowest price of
    all has 100, the others in proportion."""

    name: str
    words: Text
    weight: int
    guidance: Text = Text()
    lowest_price: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of the review: what reviewers see of the entries assigned to them, and of one another."""

    name: str
    words: Text
    names: bool = False
    scores: bool = False
    remarks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A level of a contest, or a prize."""

    name: str
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How a call awards: to how many at most, whether some are cut at a milestone, and what entrants
    are asked beside the questions of the kind."""

    name: str
    words: Text
    about: Text
    awards: int
    cut: bool = False
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallKind:
    """All that is particular to a kind of call."""

    name: str
    words: Text
    about: Text
    posters: tuple[str, ...]  # kinds of organisations
    entrants: tuple[str, ...]  # the same, and "person"
    stages: tuple[str, ...]  # states that its calls pass
    modes: tuple[str, ...]
    questions: tuple[Question, ...]
    criteria: tuple[Criterion, ...]
    phases: tuple[Phase, ...]
    funding: tuple[str, ...] = ()
    sealed: bool = False
    priced: bool = False
    consortium: bool = False
    deals: bool = False  # whether an award opens talks
    notice_days: int = 7
    levels: tuple[Choice, ...] = ()
    prizes: tuple[Choice, ...] = ()

    def mode(self, name: str) -> Mode:
        """One of its modes. Raises KeyError."""
        if name not in self.modes:
            raise KeyError(name)
        return modes()[name]


_PARTS: dict[str, type[Any]] = {
    "questions": Question,
    "criteria": Criterion,
    "phases": Phase,
    "levels": Choice,
    "prizes": Choice,
}


@cache
def modes() -> Mapping[str, Mode]:
    """Every mode by name."""
    rows = yaml.safe_load((FOLDER / MODES_FILE).read_text("utf-8"))
    return {row["name"]: read(Mode, row) for row in rows}


@cache
def kinds() -> Mapping[str, CallKind]:
    """Every kind by name, in the order of the files' names."""
    files = sorted(path for path in FOLDER.glob("*.yaml") if path.name != MODES_FILE)
    found = [kind_read(path) for path in files]
    return {kind.name: kind for kind in found}


def kind_read(path: Path) -> CallKind:
    """The kind that a file describes. Raises ValueError where it contradicts itself."""
    kind: CallKind = read(CallKind, yaml.safe_load(path.read_text("utf-8")))
    if sum(criterion.weight for criterion in kind.criteria) != WHOLE:
        raise ValueError(f"{path.name}: the weights of criteria must come to 100")
    if unknown := set(kind.modes) - set(modes()):
        raise ValueError(f"{path.name}: unknown modes {sorted(unknown)}")
    if kind.priced != any(criterion.lowest_price for criterion in kind.criteria):
        raise ValueError(f"{path.name}: prices and a criterion of price go together")
    return kind


def read(of: type[Any], row: Mapping[str, Any]) -> Any:
    """A dataclass of this module out of plain data. Raises ValueError for what it does not know."""
    known = {one.name: one for one in fields(of)}
    if unknown := set(row) - set(known):
        raise ValueError(f"{of.__name__} knows no {sorted(unknown)}")
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name in _PARTS:
            value = tuple(read(_PARTS[name], one) for one in value)
        elif isinstance(value, list):
            value = tuple(value)
        elif isinstance(value, dict):
            value = Text(**value)
        values[name] = value
    return of(**values)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a call asks and scores by, as it was when it was written down: a file that changes later
    changes no call."""

    questions: tuple[Question, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    phases: tuple[Phase, ...] = field(default=())
    sealed: bool = False
    priced: bool = False
