"""Text to tokens, for both backends and for highlights.

Two fields: *words* (Chinese segmented with a domain dictionary, English stemmed, units, formulas
and model numbers whole) and *characters* (Han characters, single and in pairs), which find what the
segmenter cut otherwise. Indexing is finer than querying: an index holds a compound and its parts, a
query asks for the compound alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .normalise import normalise

DATA = Path(__file__).with_name("data")
TERMS = DATA / "terms.txt"
# Names how texts become tokens, so that an index made otherwise is not asked in these: a number
# raised with the code, and the dictionary.
VERSION = f"2.{hashlib.sha256(TERMS.read_bytes()).hexdigest()[:6]}"
COMMON = DATA / "common.txt"
# Lucene cuts tokens at 255; nobody searches for the second half of a word this long.
LONGEST = 64
# Tokens of either sort that a question may have: each costs a look into the index. A listing's
# texts, which ask for what answers them, may have more.
MOST_ASKED, MOST_AT_LENGTH = 256, 4_000

HAN = "々〇\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
UNITS = (
    "[kmgt]?wh|[kmg]?pa|[kmg]?hz|[kmμun]?v|[kmgμun]?w|[kmμun]?a|[mkμuncd]?m|[kmμun]?g|[mμu]?l|[kmu]?n"
    "|[km]?j|k?va|m?ah|mah|nm|°c|℃|%|‰|ppm|ppb|rpm|db|dbi|dbm|lm|lx|cfu|hrc|hv|hb|t|s|ms|min|h|d"
    "|bit|kb|mb|gb|tb|kbps|mbps|gbps|mol|kmol|mmol|bar|cp|kda|da|bp|kbp|mu|亩"
)
LETTER = f"(?:(?![{HAN}])[^\\W_])"
Found = tuple[dict[str, None], dict[str, None]]
SCAN = re.compile(
    rf"(?P<han>[{HAN}]+)"
    rf"|(?P<number>\d+(?:\.\d+)?)(?P<unit>\s{{0,2}}(?:{UNITS})(?:[23]|/(?:[kmμcd]?[glm]|s|h|min|d)[23]?)?"
    rf"(?!{LETTER}))"
    rf"|(?P<run>{LETTER}+(?:[-./+_']{LETTER}+)*)"
)
# What order is kept of: each Han character, digits, letters.
UNITS_OF_ORDER = re.compile(rf"[{HAN}]|\d+|(?:(?![{HAN}\d])[^\W_])+")
PARTS = re.compile(rf"\d+(?:\.\d+)?|{LETTER}+")

# Particles and articles: they stand in every text.
STOP = frozenset("的了和与及在是为之或等以对中其将并于由把被让也就都而但着").union(
    ("a", "an", "the", "of", "and", "or", "in", "on", "for", "to", "with", "by", "is", "are"),
    ("be", "as", "at", "from", "that", "this", "its", "it"),
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of the two fields."""

    words: Sequence[str]
    chars: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.words or self.chars)


class Unit(NamedTuple):
    """A word of a text whose order counts, and its range [start, end)."""

    word: str
    start: int
    end: int


def index_tokens(text: str) -> Tokens:
    """What a text is found by, repeated as often as said.

    Words are compounds and their parts; characters each Han character and each two neighbours.
    """
    words: list[str] = []
    chars: list[str] = []
    for match in SCAN.finditer(normalise(text).text):
        words.extend(_words(match, fine=True))
        if run := match["han"]:
            chars.extend(run)
            chars.extend(run[i : i + 2] for i in range(len(run) - 1))
    return Tokens(words, chars)


def query_tokens(text: str, *, at_length: bool = False) -> Tokens:
    """What a query asks for, each once, in order of first appearance.

    Words common to all fields are left out, and characters paired across them, unless there is
    nothing else: they would find nearly everything. Single characters count only where one stands
    alone. ``at_length`` is for a whole listing, where a pair that is a word too, or common, tells a
    little more among so many others.
    """
    particular: Found = ({}, {})
    all_said: Found = ({}, {})
    for match in SCAN.finditer(normalise(text).text):
        for tokens, left_out in ((particular, STOP | common_words()), (all_said, STOP)):
            words, chars = tokens
            said = list(_words(match, fine=False))
            words |= dict.fromkeys(word for word in said if word not in left_out)
            if run := match["han"]:
                # 北京大学 is one word, and still 大学 would find every university.
                kept = (p for p in _pairs(run, left_out) if at_length or p not in left_out)
                chars |= dict.fromkeys(kept)
    words, chars = particular if particular[0] else all_said
    if not at_length and len(words) > 1:
        # A pair that is one of several words finds little more, and each token takes its time; a
        # character that stands alone is a part of many words.
        chars = {some: None for some in chars if some not in words or len(some) == 1}
    most = MOST_AT_LENGTH if at_length else MOST_ASKED
    return Tokens(list(words)[:most], list(chars)[:most])


def sequence(text: str) -> list[str]:
    """The text in order, for exact phrases: Han characters, numbers, English words by their stem.

    Punctuation and blanks are not part of it: 10kV and 10 kV, 6061T6 and 6061-T6 are the same.
    """
    return [_in_order(unit) for unit in UNITS_OF_ORDER.findall(normalise(text).text)]


def units_in_order(normal: str) -> list[Unit]:
    """The words of ``sequence`` and where each stands, in text that is normal already."""
    return [Unit(_in_order(match[0]), *match.span()) for match in UNITS_OF_ORDER.finditer(normal)]


def _in_order(unit: str) -> str:
    return unit if len(unit) == 1 else stem(unit)[:LONGEST]


@cache
def terms() -> list[str]:
    """The domain dictionary."""
    return _listed(TERMS)


def stem(word: str) -> str:
    """An English word without its plural and its -ing or -ed; other words as they are.

    The plural by the S-stemmer of Harman (1991), "How effective is suffixing?".
    """
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("us", "ss", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        # Neither speed nor need lost an -ed.
        if base != word and len(base) >= 3 and re.search("[aeiouy]", base) and base[-1] != "e":
            doubled = base[-1] == base[-2] and base[-1] not in "lsz"
            word = base[:-1] if doubled else base
            break
    # "cured" and "curing" are "cur": so is "cure".
    return word.removesuffix("e")


def _words(match: re.Match[str], *, fine: bool) -> Iterator[str]:
    if match["han"]:
        found = _segmenter().tokenize(match["han"], "search" if fine else "default")
        yield from (word[:LONGEST] for word, _, _ in found if word not in STOP)
    elif match["number"]:
        number, unit = match["number"], match["unit"].strip()
        yield number + unit
        if fine:
            yield number
            yield unit
    else:
        yield from _run(match["run"], fine)


def _run(run: str, fine: bool) -> Iterator[str]:
    """A model number or formula whole (6061-T6 as 6061t6), otherwise the words of the run."""
    parts = PARTS.findall(run)
    if any(letter.isdigit() for letter in run):
        yield re.sub("[-_']", "", run)[:LONGEST]
        if not fine or len(parts) == 1:
            return
    elif "'" in run:
        parts = [run.partition("'")[0]]
    yield from (stem(part[:LONGEST]) for part in parts if part not in STOP)


def _pairs(run: str, left_out: frozenset[str]) -> Iterator[str]:
    """Neighbours within what stands between the words left out."""
    stretch = ""
    for word, _, _ in [*_segmenter().tokenize(run, "default"), ("", 0, 0)]:
        if word and word not in left_out:
            stretch += word
            continue
        if len(stretch) == 1:
            yield stretch
        yield from (stretch[i : i + 2] for i in range(len(stretch) - 1))
        stretch = ""


def segmented(run: str) -> list[str]:
    """The words of a run of Han characters."""
    return [word for word, _, _ in _segmenter().tokenize(run, "default")]


@cache
def common_words() -> frozenset[str]:
    """Words common to all fields, without endings."""
    return frozenset(stem(word) for word in _listed(COMMON))


@cache
def _segmenter() -> Any:
    """rjieba with the domain's words, which outweigh any division of them."""
    import rjieba

    segmenter = rjieba.Jieba()
    for term in terms():
        segmenter.add_word(term, 1_000_000, "n")
    return segmenter


def listed_lines(path: Path) -> list[list[str]]:
    """The words of a data file by line; lines that begin with # are its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line.strip() and not line.startswith("#")]


def _listed(path: Path) -> list[str]:
    return [word for line in listed_lines(path) for word in line]
