"""What the forms of calls share."""

from __future__ import annotations

from typing import Any

from django import forms

MOMENT = "%Y-%m-%dT%H:%M"


def long_text(label: Any, *, rows: int = 5, **options: Any) -> forms.CharField:
    """A field for paragraphs."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def choice_or_none(value: str) -> int | None:
    """What a choice of ids says, where one may be left out."""
    return int(value) if value else None
