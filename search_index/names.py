"""What somebody who begins to type may mean: close in writing or in sound, typos forgiven.

A name is found by *grams*: its Han characters and their pairs, and every three neighbouring letters
of its pinyin or English, so that 石墨烯, 石墨西, shimoxi and shimuoxi all lead to 石墨烯. What a store
finds so is ordered here by how well it fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

from .normalise import normalise
from .tokens import HAN, UNITS_OF_ORDER

# One letter in so many may be wrong.
LETTERS_A_TYPO = 4
LEFT = 0.4  # of the triples, whatever typos spoil: each spoils three at most
ONE_SYLLABLE = 3  # letters at most, for most
BEGIN = "_"  # marks the first letters of a name or word
INITIALS = "+"  # marks first letters of syllables


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: without blanks, each syllable or word of it in letters, all that it
    sounds like, and the first letter of each syllable.
    """

    written: str
    spoken: Sequence[str]
    letters: str
    initials: str


def name_of(text: str, spoken: Sequence[str] | None = None) -> Name:
    """How ``text`` is compared; ``spoken`` where it is known, for pinyin takes long to find."""
    units = UNITS_OF_ORDER.findall(normalise(text).text)
    sounds = _spoken(units) if spoken is None else spoken
    return Name("".join(units), sounds, "".join(sounds), "".join(sound[0] for sound in sounds))


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
    letters: Sequence[str] = _triples(name.letters) if len(name.letters) > 3 else []
    if not letters and len(name.letters) > 1:
        letters = [BEGIN + name.letters]
    han = _han(name.written, singles=False)
    initials = [] if han else [INITIALS + triple for triple in _triples(name.letters)]
    return Asked(han, letters, initials)


def likeness(typed: Name, name: Name) -> float:
    """How well a name answers what was typed without a typo, from 0 (not at all) to 6 (as it begins)."""
    ways = [(5, name.written, typed.written)]
    # 热 sounds as a third of all English words begin: a character alone means itself.
    if typed.written == typed.letters or len(typed.letters) > ONE_SYLLABLE:
        ways.append((3, name.letters, typed.letters))
    for score, whole, part in ways:
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
    """
    allowed = len(typed) // LETTERS_A_TYPO
    # What has little in common needs no closer look.
    triples = _triples(typed)
    if not allowed or sum(triple in letters for triple in triples) < LEFT * len(triples):
        return 0
    fewest = fewest_changes(typed, letters)
    return 1 - fewest / len(typed) if fewest <= allowed else 0


def fewest_changes(typed: str, letters: str) -> int:
    """The edit distance from ``typed``, which is not empty, to the nearest stretch of ``letters``.

    A bit for each letter typed, after Myers (1999), "A fast bit-vector algorithm for approximate
    string matching based on dynamic programming".
    """
    places: dict[str, int] = {}
    for n, letter in enumerate(typed):
        places[letter] = places.get(letter, 0) | 1 << n
    all_bits = (1 << len(typed)) - 1
    last = 1 << len(typed) - 1
    # Where the distance grows and falls from one letter typed to the next.
    grows, falls = all_bits, 0
    changes = fewest = len(typed)
    for letter in letters:
        here = places.get(letter, 0)
        down = here | falls
        across = (((here & grows) + grows) ^ grows) | here
        more, less = falls | ~(across | grows) & all_bits, grows & across
        changes += bool(more & last) - bool(less & last)
        fewest = min(fewest, changes)
        more, less = more << 1 & all_bits, less << 1 & all_bits
        grows, falls = less | ~(down | more) & all_bits, more & down
    return fewest


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


@lru_cache(maxsize=1024)
def _triples(letters: str) -> Sequence[str]:
    return tuple(letters[i : i + 3] for i in range(len(letters) - 2))
