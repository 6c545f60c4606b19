"""Codes of listings in words."""

from __future__ import annotations

from django import template

from backend.catalog.models import Kind
from backend.catalog.taxonomies import MODES, label

register = template.Library()


@register.filter
def field_label(code: str) -> str:
    """The technology field in the reader's language; empty for none."""
    return label("fields", code) if code else ""


@register.filter
def industry_label(code: str) -> str:
    """The GB/T 4754 industry in the reader's language; empty for none."""
    return label("industries", code) if code else ""


@register.filter
def mode_label(code: str) -> str:
    """A cooperation mode in words; an unknown code stays as it is."""
    return str(MODES.get(code, code))


@register.filter
def kind_label(code: str) -> str:
    """Technology need, achievement, expert or organisation."""
    return str(Kind(code).label)
