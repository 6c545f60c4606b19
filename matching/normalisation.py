"""One way of reading characters for all signals: folding, language, character terms."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

_TERM = re.compile(r"[a-z0-9.]+|[\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")

# They would make any two English texts look alike.
_FUNCTION_WORDS = frozenset(
    (Path(__file__).parent / "english_function_words.txt").read_text(encoding="ascii").split()
)


def normalise(text: str) -> str:
    """NFKC and lower case; the length may change, so offsets into ``text`` do not survive."""
    return unicodedata.normalize("NFKC", text).lower()


@cache
def _folded(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """Like ``normalise``, character by character and of the same length, so offsets survive."""
    return "".join(map(_folded, text))


@lru_cache(maxsize=32_768)
def language_of(text: str) -> str:
    """Chinese as "zh" or English as "en", by script.

    One Han character carries about as much as one Latin word; a text with neither counts as "zh".
    """
    head = text[:2000]
    return "zh" if len(_HAN.findall(head)) >= len(_LATIN_WORD.findall(head)) / 2 else "en"


def terms(text: str, longest: int) -> list[str]:
    """Runs of Latin letters, digits and points or single Han characters; with ``longest`` 2, also
    each two that follow one another.
    """
    single = [t for t in _TERM.findall(normalise(text)) if t not in _FUNCTION_WORDS]
    if longest == 1:
        return single
    return single + [f"{a} {b}" for a, b in pairwise(single)]
