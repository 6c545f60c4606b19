"""The kinds of documents, as ``facade.configure`` was told them; the index itself knows none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .normalise import normalise

_called: dict[str, str] = {}  # what people call a kind → the kind
_known: frozenset[str] = frozenset()


def use_kinds(kinds: Mapping[str, Iterable[str]]) -> None:
    """Take these in place of all others: kind → what people call it in a search, in any language."""
    global _known
    _known = frozenset(kinds)
    _called.clear()
    _called.update((_folded(word), kind) for kind, words in kinds.items() for word in words)


def known_kinds() -> frozenset[str]:
    """Every kind."""
    return _known


def kinds_asked(kinds: frozenset[str] | None) -> frozenset[str]:
    """Those, or every one where none are named."""
    return _known if kinds is None else kinds


def kind_called(words: str) -> str | None:
    """The kind that people call so."""
    return _called.get(_folded(words))


def _folded(words: str) -> str:
    return normalise(words).text.strip()
