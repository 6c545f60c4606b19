"""Organisations and regions in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from backend.accounts.models import Organisation
from backend.accounts.regions import region_label

register = template.Library()


@register.filter
def named(organisation: Organisation | None) -> str:
    """The organisation's name; its English one for readers of English, where it has one."""
    if organisation is None:
        return ""
    chinese = (get_language() or "").startswith("zh")
    return organisation.name if chinese else organisation.name_en or organisation.name


@register.filter
def region(code: str) -> str:
    """河北沧州 or Cangzhou, Hebei; empty if unknown."""
    return region_label(code) if code else ""
