"""Organisations and regions in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from backend.accounts import regions
from backend.accounts.actors import Actor
from backend.accounts.models import Duty, Membership, Organisation

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
    return regions.region_label(code) if code else ""


@register.filter
def region_name(found: regions.Region) -> str:
    """The region's own name, without what it lies in."""
    return regions.region_name(found)


@register.filter
def duties_at(actor: Actor, organisation_id: int) -> str:
    """The person's duties in an organisation, in words."""
    held = actor.duties.get(organisation_id, frozenset())
    return " · ".join(str(duty.label) for duty in Duty if duty in held)


@register.filter
def holds(membership: Membership, duty: str) -> bool:
    """Whether a membership, read with its duties, carries this one."""
    return any(row.duty == duty for row in membership.duties.all())
