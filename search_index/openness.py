"""Which texts are no secret, as ``facade.configure`` was told: words are counted in those alone.

How rare a word is weighs in every order. Were it counted in texts that not everyone may read, a rare
word of one of them would move what strangers find, and so be told.
"""

from __future__ import annotations

from collections.abc import Iterable

_everyone: frozenset[str] = frozenset({"public"})


def use_everyone(tokens: Iterable[str]) -> None:
    """Take these audience tokens as had by everyone, or by everyone who asks."""
    global _everyone
    _everyone = frozenset(tokens)


def is_open(audience: frozenset[str]) -> bool:
    """Whether what this audience may read is no secret."""
    return not _everyone.isdisjoint(audience)
