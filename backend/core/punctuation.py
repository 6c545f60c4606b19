"""Marks between words, as the reader's language sets them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language


def colon() -> str:
    """Between a name and what is said of it: full width and without a space in Chinese."""
    return "：" if _chinese() else ": "


def listed(words: Iterable[object]) -> str:
    """Words in a row."""
    return ("、" if _chinese() else ", ").join(map(str, words))


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
