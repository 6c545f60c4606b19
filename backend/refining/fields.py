"""The fields of a need that others may speak of, and which of them they may put into other words."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst

from backend.catalog.kinds import NEED
from backend.catalog.models import Listing
from backend.catalog.versions import listing_content, listing_words
from backend.versions.words import FieldWords

INDICATORS = "indicators"
_NOT_DISCUSSED = ("disclosure", "language", "currency")
SPOKEN_OF = tuple(name for name in NEED.shown if name not in _NOT_DISCUSSED)
WORDED = ("title", "summary", *NEED.texts)


def label_of(name: str) -> str:
    """What a field is called."""
    if name == INDICATORS:
        return str(capfirst(str(NEED.words.indicators)))
    column: Any = NEED.columns[name] if name in NEED.columns else Listing._meta.get_field(name)
    return str(capfirst(str(column.verbose_name)))


def said_by(listing: Listing) -> dict[str, FieldWords]:
    """What the need says now, in words, by field."""
    return {words.name: words for words in listing_words(listing_content(listing))}
