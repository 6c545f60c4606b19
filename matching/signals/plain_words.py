"""Words that name no technical term, and words that do, as lists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def general(word: str) -> bool:
    """Whether a word is one of any field's: 技术, cooling, on site."""
    return word in _listed("general_words.txt")


def of_measure(word: str) -> bool:
    """Whether a word alone says only what is measured: "both speak of a temperature" tells nothing;
    of a curing temperature, something.
    """
    return word in _listed("measure_words.txt")


def of_the_field(word: str) -> bool:
    """Whether a word is a technical term by itself."""
    return word in domain_words()


def domain_words() -> frozenset[str]:
    """All of those."""
    return _listed("domain_words.txt")


@cache
def _listed(name: str) -> frozenset[str]:
    words = (_HERE / name).read_text(encoding="utf-8").split()
    return frozenset(word.replace("_", " ") for word in words)
