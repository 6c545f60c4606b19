"""The facts beside a listing, in words: what every kind has, and what its kind declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from backend.accounts.regions import region_label
from backend.core import dates, money

from .chains import chain_label
from .kinds import KINDS, Fact, Kind
from .models import Listing
from .taxonomies import label
from .values import ListingValues, values_of


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A line of the facts; ``must``: a partner must not break it."""

    heading: str
    value: str
    must: bool = False


def facts_of(listing: Listing, *, details_readable: bool) -> list[ShownFact]:
    """What a reader may know, in order; what is not said is left out."""
    required = listing.required_conditions
    found = [
        ShownFact(heading, value, must=condition in required)
        for heading, value, condition in _common(listing)
        if value
    ]
    for fact in listing.type.facts:
        if details_readable or fact.field in listing.type.public:
            value = _shown(fact, listing)
            if value:
                heading = str(fact.heading or listing.type.columns[fact.field].verbose_name)
                found.append(ShownFact(capfirst(heading), value, must=fact.condition in required))
    return found


def _common(listing: Listing) -> Iterator[tuple[str, str, str]]:
    """Heading, value and required condition of what every kind may say."""
    yield _("Field"), label("fields", listing.technology_field), "field"
    industry = listing.industry
    yield _("Industry"), f"{label('industries', industry)} {industry}".strip(), "industry"
    yield _("Industry chain"), chain_label(listing.chain), ""
    yield _("Region"), region_label(listing.region) if listing.region else "", "region"
    yield str(capfirst(listing.type.words.readiness)), _readiness(listing), "trl"
    yield _("Cooperation"), _(", ").join(map(str, listing.mode_labels)), "modes"


def _readiness(listing: Listing) -> str:
    if not listing.trl:
        return ""
    if listing.type.seeks:
        return _("TRL %(level)s or above") % {"level": listing.trl}
    return f"TRL {listing.trl}"


def _shown(fact: Fact, listing: Listing) -> str:
    details = listing.details
    if fact.shown is not None:
        return fact.shown(details)
    return value_written(details, listing.type.columns[fact.field])


def choices_of(listing: Listing) -> list[str]:
    """What it is among its kind, in words: the choices that its lists are narrowed by."""
    columns = (
        listing.type.columns[name]
        for name in listing.type.filters
        if name not in listing.type.headlined
    )
    return [words for column in columns if (words := value_written(listing.details, column))]


def value_written(details: Any, column: models.Field[Any, Any]) -> str:
    """What a column of a listing's details says, as people write it; empty where it says nothing."""
    value = getattr(details, column.name)
    if value in (None, "", False):
        return ""
    if column.choices:
        return str(getattr(details, f"get_{column.name}_display")())
    if isinstance(column, models.URLField):
        return format_html('<a href="{}" rel="noopener nofollow">{}</a>', value, value)
    if isinstance(value, date):
        return dates.day(value)
    if isinstance(value, Decimal):
        return money.short(value, details.currency)
    return _("yes") if value is True else str(value)


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that readers look for and do not find, and why it matters to them."""

    field: str
    label: str
    why: str


def missing_of(listing: Listing) -> list[Missing]:
    """What readers of a stored listing look for and do not find yet, in the form's order."""
    return missing_in(values_of(listing))


def missing_in(values: ListingValues) -> list[Missing]:
    """The same of values that are not stored yet."""
    kind = KINDS[values.kind]
    return [
        Missing(name, _label(kind, name), str(kind.expected[name]))
        for name in kind.shown
        if name in kind.expected and getattr(values, name) in (None, "", ())
    ]


def _label(kind: Kind, name: str) -> str:
    if name == "indicators":
        return _("indicators")
    column = kind.columns[name] if name in kind.columns else Listing._meta.get_field(name)
    return str(column.verbose_name)  # type: ignore[union-attr]
