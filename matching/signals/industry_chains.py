"""Which industries stand next to each other in a chain of supply."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

_FILE = Path(__file__).with_name("industry_chains.txt")
_SECTIONS = "ABCDEFGHIJKLMNOPQRST"


def neighbours(one: str, other: str) -> bool:
    """Whether one of two GB/T 4754 codes' divisions supplies the other's."""
    return frozenset({_division(one), _division(other)}) in _links()


def _division(code: str) -> str:
    """Two digits, the section's letter left out; fewer for a code that names no division."""
    return code.upper().lstrip(_SECTIONS)[:2]


@cache
def _links() -> frozenset[frozenset[str]]:
    """Every two divisions that follow one another in a line of the file."""
    found = set()
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        chain = line.partition("#")[0].split()
        found |= {frozenset(pair) for pair in pairwise(chain)}
    return frozenset(found)
