"""Whether a value is of the thing that a need asks about: a thickness of film is none of a plate."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matching.indicators.naming import Name

_FILE = Path(__file__).with_name("general.txt")
_NAMED_ENOUGH = 0.7  # how surely words name a quantity by its concept alone
_UNTOLD = 0.5
_ANOTHER = 0.2


def agreement(wanted: Name, said: Name, named: float) -> float:
    """How surely a value that is ``named`` so surely answers what is wanted, from 0 to 1.

    A name that says enough by itself, or tells of the same thing, is as sure as it is named. A
    general one that does not say of what, on either side, answers only between two that are about
    the same; one of another thing hardly ever.
    """
    return round(min(1.0, named / _NAMED_ENOUGH) * _of_the_same(wanted, said), 3)


def _of_the_same(wanted: Name, said: Name) -> float:
    if wanted.concept is None or wanted.concept.name not in _general():
        return 1.0
    if wanted.of & said.of:
        return 1.0
    if wanted.of and said.of and _one_script(wanted, said):
        return _ANOTHER
    return _UNTOLD


def _one_script(wanted: Name, said: Name) -> bool:
    return all(map(str.isascii, wanted.of)) is all(map(str.isascii, said.of))


@cache
def _general() -> frozenset[str]:
    """The first names of the concepts."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
