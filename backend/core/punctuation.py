"""Marks between words, as the reader's language sets them."""

from __future__ import annotations

from django.utils.translation import get_language


def colon() -> str:
    """Between a name and what is said of it: full width and without a space in Chinese."""
    return "：" if (get_language() or "").startswith("zh") else ": "
