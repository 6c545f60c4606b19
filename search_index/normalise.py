"""One spelling for what is the same: width, case, traditional characters, invisible marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

# Controls, unpaired surrogates, and marks that show nothing (direction overrides, zero width).
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# What may join with the character before it: accents, kana's voicing, Hangul's parts.
JOINING = "\u0300-\u036f\u3099\u309a\u1160-\u11ff"
CLUSTERS = re.compile(f"(?s).[{JOINING}]*")
JOINED = re.compile(f"[{JOINING}]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normal text; ``origin[i]`` is where its i-th character stood, None where nothing moved."""

    text: str
    origin: Sequence[int] | None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text that [start, end) of the normal one came from."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def clean(text: str) -> str:
    """The text with each unseen character made a blank; as long as before, and valid Unicode."""
    return UNSEEN.sub(" ", text)


def normalise(text: str) -> Normalised:
    """NFKC, lower case, simplified characters; unseen characters are blanks."""
    text = clean(text)
    if text.isascii():
        return Normalised(text.lower(), None)
    origin: list[int] | None = None
    if not unicodedata.is_normalized("NFKC", text):
        text, origin = _compose(text)
    lower = text.lower()
    if len(lower) != len(text):
        # The few letters that lower to two (İ) keep their form, so that positions hold.
        lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    simple = lower if _traditional().isdisjoint(lower) else _simplify(lower)
    return Normalised(simple, origin)


def _compose(text: str) -> tuple[str, list[int] | None]:
    """NFKC by base character and its marks, so that each result knows where it came from."""
    whole = unicodedata.normalize("NFKC", text)
    if len(whole) == len(text) and not JOINED.search(text):
        return whole, None  # one for one: the usual case, full-width punctuation
    pieces: list[str] = []
    origin: list[int] = []
    for match in CLUSTERS.finditer(text):
        piece = unicodedata.normalize("NFKC", match[0])
        pieces.append(piece)
        origin.extend([match.start()] * len(piece))
    return "".join(pieces), origin


def _simplify(text: str) -> str:
    simple: str = _converter().convert(text)
    if len(simple) == len(text):
        return simple
    # A phrase of another length: character by character keeps positions.
    return "".join(s if len(s := _converter().convert(c)) == 1 else c for c in text)


@cache
def _traditional() -> frozenset[str]:
    """The characters that change: most texts hold none, and need no conversion."""
    convert = _converter().convert
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x2A6E0))
    return frozenset(c for block in blocks for c in map(chr, block) if convert(c) != c)


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
