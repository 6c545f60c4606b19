"""Codes of the registration form in words."""

from __future__ import annotations

from django import template

from backend.contracts.models import SUBTYPES
from backend.registration.models import Registration

register = template.Library()

_LISTS = {
    "seller_country": "countries",
    "buyer_country": "countries",
    "seller_nature": "natures",
    "buyer_nature": "natures",
    "right": "rights",
    "plan": "plans",
}


@register.filter
def coded(registration: Registration, name: str) -> str:
    """What a code of the form is called: ``{{ registration|coded:"right" }}``; empty where none is."""
    code: str = getattr(registration, name)
    return registration.measure.codes.label(_LISTS[name], code) if code else ""


@register.filter
def subtype_of(registration: Registration) -> object:
    """The subtype in words."""
    return SUBTYPES.get(registration.type, {}).get(registration.subtype, "")
