"""One way of reading characters for all signals: folding, language, character terms."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TERM = re.compile(r"[a-z0-9.]+|[\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")

# English function words: they would make any two English texts look alike.
_FUNCTION_WORDS = frozenset(
    "a an and are as at be been but by can could do does for from had has have how if in into is it "
    "its may more most no not of on or other our over per should such than that the their them then "
    "there these they this those to under up use used using was we were what when where which while "
    "who will with within without would you your . .. ...".split()
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


def language_of(text: str) -> str:
    """"zh" or "en", by script. A Chinese text may hold many Latin symbols, so Han words count more.

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
    return single + [f"{a} {b}" for a, b in zip(single, single[1:], strict=False)]
