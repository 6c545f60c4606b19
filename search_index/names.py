"""What somebody who begins to type may mean: close in writing or in sound, typos forgiven.

A name is found by *grams*: its Han characters and their pairs, and every three neighbouring letters
of its pinyin or English, so that 石墨烯, 石墨西, shimoxi and shimuoxi all lead to 石墨烯. What a store
finds so is ordered here by how well it fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from .normalise import normalise
from .tokens import HAN, UNITS_OF_ORDER

# One letter in so many may be wrong.
LETTERS_A_TYPO = 4
BEGIN = "_"  # marks the first letters of a name or word
INITIALS = "+"  # marks first letters of syllables


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: without blanks, and each syllable or word of it in letters."""

    written: str
    spoken: Sequence[str]

    @property
    def letters(self) -> str:
        """All it sounds like."""
        return "".join(self.spoken)

    @property
    def initials(self) -> str:
        """The first letter of each syllable."""
        return "".join(sound[0] for sound in self.spoken)


def name_of(text: str, spoken: Sequence[str] | None = None) -> Name:
    """How ``text`` is compared; ``spoken`` where it is known, for pinyin takes long to find."""
    units = UNITS_OF_ORDER.findall(normalise(text).text)
    return Name("".join(units), _spoken(units) if spoken is None else spoken)


def name_grams(name: Name) -> list[str]:
    """What a name is found by."""
    letters = name.letters
    found = [
        *_han(name.written, singles=True),
        *_triples(letters),
        *(INITIALS + triple for triple in _triples(name.initials)),
        *(BEGIN + letters[start : start + length] for start in _starts(name) for length in (2, 3)),
    ]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Asked:
    """Grams of what was typed: as written, as it sounds, as initials; whatever is empty asks nothing."""

    written: Sequence[str]
    letters: Sequence[str]
    initials: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.written or self.letters)


def asked_by(text: str) -> Asked:
    """What to look for; a single letter asks for nothing yet."""
    name = name_of(text)
    letters = _triples(name.letters) if len(name.letters) > 3 else []
    if not letters and len(name.letters) > 1:
        letters = [BEGIN + name.letters]
    han = _han(name.written, singles=False)
    initials = [] if han else [INITIALS + triple for triple in _triples(name.letters)]
    return Asked(han, letters, initials)


def likeness(typed: Name, name: Name) -> float:
    """How well a name answers what was typed without a typo, from 0 (not at all) to 6 (as it begins)."""
    for score, whole, part in ((5, name.written, typed.written), (3, name.letters, typed.letters)):
        at = whole.find(part)
        if at == 0 or (score == 5 and at > 0):
            return score + (at == 0)
        if at > 0:
            return score + 0.5 * (at in _starts(name))
    if typed.written == typed.letters and len(typed.letters) > 2:
        at = name.initials.find(typed.letters)
        if at >= 0:
            return 2 + (at == 0)
    return 0


def nearly(typed: str, letters: str) -> float:
    """From 0 to 1: the share of ``typed`` that some stretch of ``letters`` keeps, or 0 if little.

    A typo is looked for only where nothing else answers: counting takes its time.

    Changes are counted by Sellers (1980), "The theory and computation of evolutionary distances":
    the edit distance to the nearest substring.
    """
    allowed = len(typed) // LETTERS_A_TYPO
    # Each change spoils three triples at most: most names need no closer look.
    spoilt = sum(triple not in letters for triple in _triples(typed))
    if not allowed or spoilt > 3 * allowed or spoilt == len(typed) - 2:
        return 0
    row = list(range(len(typed) + 1))
    fewest = row[-1]
    for letter in letters:
        above, row[0] = row[0], 0
        for n, wanted in enumerate(typed, 1):
            above, row[n] = row[n], min(above + (letter != wanted), row[n] + 1, row[n - 1] + 1)
        fewest = min(fewest, row[-1])
    return 1 - fewest / len(typed) if fewest <= allowed else 0


def _spoken(units: Sequence[str]) -> list[str]:
    """Each unit in letters: the syllable of a Han character, other units as they are."""
    spoken: list[str] = []
    for han, group in groupby(units, lambda unit: bool(re.match(f"[{HAN}]", unit))):
        if han:
            from pypinyin import lazy_pinyin

            spoken.extend(lazy_pinyin("".join(group), errors=list))  # type: ignore[arg-type]
        else:
            spoken.extend(group)
    return spoken


def _starts(name: Name) -> list[int]:
    """Where each syllable or word begins in the letters."""
    return list(accumulate(map(len, name.spoken[:-1]), initial=0))


def _han(written: str, *, singles: bool) -> list[str]:
    grams: list[str] = []
    for run in re.findall(f"[{HAN}]+", written):
        pairs = [run[i : i + 2] for i in range(len(run) - 1)]
        grams.extend([*run, *pairs] if singles else pairs or run)
    return grams


def _triples(letters: str) -> list[str]:
    return [letters[i : i + 3] for i in range(len(letters) - 2)]
