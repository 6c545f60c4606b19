"""The lexicon of what indicators are about: which words mean the same, and which way is good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """A line of ``concepts.txt``. ``good`` is 1 where more is better, -1 where less is, else 0;
    ``of_something`` needs its object named, ``amount`` says only how much of an object,
    ``covers`` that an offer has to cover a wanted range whole, ``broad`` that the word
    before it makes another quantity of it.
    """

    name: str
    good: int
    of_something: bool
    amount: bool
    covers: bool
    broad: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept at ``start`` to ``end`` of a folded text."""

    concept: Concept
    start: int
    end: int


def mentions(folded: str) -> list[Mention]:
    """Concepts that ``folded`` names, in order, the longest name at each place."""
    names, pattern = _lexicon()
    found = pattern.finditer(folded)
    return [Mention(names[m[1].replace("-", " ")], m.start(), m.end(1)) for m in found]


def complement(concept: Concept) -> Concept | None:
    """The concept that is what this one is short of 100 %: 不良率 for 良品率."""
    return _complements().get(concept)


def opposed(wanted: str, said: str) -> bool:
    """Whether folded ``said`` speaks of the opposite of what ``wanted`` names: 进水 for 出水."""
    return any(
        any(word in wanted for word in line)
        and any(word in said for word in line)
        and not any(word in wanted and word in said for word in line)
        for line in _opposites()
    )


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _lexicon() -> tuple[dict[str, Concept], re.Pattern[str]]:
    names: dict[str, Concept] = {}
    for line in _lines("concepts.txt"):
        marks, _, words = line.partition("\t")
        written = [word.replace("_", " ").replace("-", " ") for word in words.split()]
        good = {"+": 1, "-": -1, "=": 0}[marks[0]]
        concept = Concept(written[0], good, *(mark in marks for mark in "*~rb"))
        names |= dict.fromkeys(written, concept)
    alternatives = "|".join(map(_pattern, sorted(names, key=len, reverse=True)))
    return names, re.compile(f"({alternatives})(?:s(?![a-z]))?")


def _pattern(name: str) -> str:
    """A Latin name stands alone: "loss" is not in "glossy"."""
    before = "(?<![a-z])" if name[0].isascii() else ""
    after = "(?=s?(?![a-z]))" if name[-1].isascii() else ""
    return before + re.escape(name).replace(r"\ ", "[ -]") + after


@cache
def _complements() -> dict[Concept, Concept]:
    names, _pattern = _lexicon()
    pairs = [line.split() for line in _lines("complements.txt")]
    there = {names[a]: names[b] for a, b in pairs}
    return there | {b: a for a, b in there.items()}


@cache
def _opposites() -> list[list[str]]:
    return [line.split() for line in _lines("opposites.txt")]
