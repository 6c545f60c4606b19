"""What names in two languages can tell of one another."""

from __future__ import annotations

import re

from matching.indicators.words import things_of

_HAN = re.compile(r"[\u3400-\u9fff]")
_LITTLE = 3  # characters that a translation may say beside


def told_in_script_of(said: frozenset[str], wanted: frozenset[str]) -> frozenset[str]:
    """Of what is wanted the words that may be found in the other: where one side is in English, those
    that no dictionary knows tell nothing; all of them where none is left.
    """
    if any(map(str.isascii, said)) or all(map(str.isascii, wanted)):
        return wanted
    return frozenset(word for word in wanted if not word.isascii() or len(word) == 1)


def other_script(wanted: frozenset[str], said: frozenset[str]) -> bool:
    """Whether one is in English and the other in Chinese, so that words tell nothing."""
    return all(map(str.isascii, wanted)) is not all(map(str.isascii, said)) and not wanted & said


def translated(wanted: str, said: str, *, least: int) -> bool:
    """Whether of two folded names in two languages the one tells all that the wanted one says, word by
    word, at least so many characters, and little else.
    """
    if bool(_HAN.search(wanted)) is bool(_HAN.search(said)):
        return False
    mine, theirs = things_of(wanted), things_of(said)
    told = len(mine) >= least and mine <= theirs and len(theirs - mine) <= _LITTLE
    return told and not any(map(str.isascii, mine))
