"""Codes of listings in words."""

from __future__ import annotations

from django import template

from backend.catalog.chains import chain_label
from backend.catalog.facts import ShownFact, choices_of, facts_of
from backend.catalog.kinds import KINDS
from backend.catalog.models import Listing
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
def chain_name(code: str) -> str:
    """The way to a chain, link or technology; empty for none."""
    return chain_label(code)


@register.filter
def mode_label(code: str) -> str:
    """A cooperation mode in words; an unknown code stays as it is."""
    return str(MODES.get(code, code))


@register.filter
def kind_label(code: str) -> str:
    """A kind of listing in words."""
    return str(KINDS[code].words.one)


@register.simple_tag
def listing_facts(listing: Listing, *, details_readable: bool) -> list[ShownFact]:
    """``{% listing_facts listing details_readable=readable as facts %}``: what a reader may know."""
    return facts_of(listing, details_readable=details_readable)


@register.filter
def choices(listing: Listing) -> list[str]:
    """What it is among its kind: a service's category."""
    return choices_of(listing)


@register.filter
def headline(listing: Listing) -> str:
    """What stands at the end of its entry in a list; of the details tier."""
    return str(listing.type.headline(listing.details))
