"""Organisations and regions in the reader's language."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from backend.accounts import regions
from backend.accounts.actors import Actor
from backend.accounts.models import Duty, Membership, Organisation, User
from backend.core.templatetags.tiqiao import face

register = template.Library()


@register.filter
def named(organisation: Organisation | None) -> str:
    """The organisation's name; its English one for readers of English, where it has one."""
    if organisation is None:
        return ""
    chinese = (get_language() or "").startswith("zh")
    return organisation.name if chinese else organisation.name_en or organisation.name


@register.simple_tag
def portrait(person: User, size: str = "") -> SafeString:
    """A person's photo, else their monogram."""
    if not person.photo:
        return face(person, size)
    url = reverse("photo", args=[person.pk])
    return format_html('<img class="face {}" src="{}?{}" alt="">', size, url, person.photo[-8:])


@register.filter
def region(code: str) -> str:
    """河北沧州 or Cangzhou, Hebei; empty if unknown."""
    return regions.region_label(code) if code else ""


@register.filter
def region_name(found: regions.Region | str) -> str:
    """The own name of a region, or of a code's, without what it lies in."""
    return (
        regions.region_name(found) if isinstance(found, regions.Region) else regions.name_of(found)
    )


@register.filter
def duties_at(actor: Actor, organisation_id: int) -> str:
    """The person's duties in an organisation, in words."""
    held = actor.duties.get(organisation_id, frozenset())
    return " · ".join(str(duty.label) for duty in Duty if duty in held)


@register.filter
def holds(membership: Membership, duty: str) -> bool:
    """Whether a membership, read with its duties, carries this one."""
    return any(row.duty == duty for row in membership.duties.all())
