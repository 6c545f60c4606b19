"""Two texts held against each other word by word; Chinese by the character."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"[A-Za-z0-9.,%]+|\s+|.", re.S)
MAX_WORDS = 6_000  # of both texts together: beyond, comparing would take its time squared


def words_compared(before: str, after: str) -> list[tuple[str, str]]:
    """Runs of ("same" | "gone" | "new", words), in reading order; empty where the texts are too long."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MAX_WORDS:
        return []
    found: list[tuple[str, str]] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(("gone", "".join(old[a:b])))
        if d > c:
            found.append(("new", "".join(new[c:d])))
    return found
