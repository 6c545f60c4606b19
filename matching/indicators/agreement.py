"""Whether a value is of the thing that a need asks about: a thickness of film is none of a plate."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from matching.indicators.naming import Name
from matching.indicators.words import things_of

_FILE = Path(__file__).with_name("general.txt")
# What is offered, whatever it is.
_ITSELF = re.compile(
    r"部件|制品|零件|样件|构件|器件|产品|成品|本体|整体|整机|单[件张片个块台]|总|净"
)
_NAMED_ENOUGH = 0.7  # how surely words name a quantity by its concept alone
_UNTOLD = 0.5
_UNDER_ANOTHER = 0.6
_ANOTHER = 0.2


def agreement(wanted: Name, said: Name, named: float, *, untold: bool = False) -> float:
    """How surely a value that is ``named`` so surely answers what is wanted, from 0 to 1.

    A name that says enough by itself, or tells of the same thing, is as sure as it is named. A
    general one that does not say of what, on either side, answers only between two that are about
    the same; one of another thing hardly ever. ``untold``: a condition that is wanted is not told.
    """
    under = _UNDER_ANOTHER if untold else 1.0
    return round(min(1.0, named / _NAMED_ENOUGH) * _of_the_same(wanted, said) * under, 3)


def _of_the_same(wanted: Name, said: Name) -> float:
    if wanted.concept is None or wanted.concept.name not in _general():
        return 1.0
    mine, theirs = _things(wanted), _things(said)
    if mine & theirs:
        return 1.0
    if mine and theirs and _one_script(mine, theirs):
        return _ANOTHER
    return _UNTOLD


def _things(name: Name) -> frozenset[str]:
    """The words that say of what it is: 膜 and 层 of 膜层厚度, none of 部件厚度."""
    assert name.concept is not None or not name.mention
    own = name.concept.name if name.concept else ""
    within = name.mention.removesuffix(own) if name.mention.endswith(own) else ""
    itself = frozenset("".join(_ITSELF.findall(name.text)))
    return (name.of | things_of(within)) - itself


def _one_script(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return all(map(str.isascii, mine)) is all(map(str.isascii, theirs))


@cache
def _general() -> frozenset[str]:
    """The first names of the concepts."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
