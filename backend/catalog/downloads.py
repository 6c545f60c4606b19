"""Listings as rows that people take along; brought again, such a sheet says what it said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.regions import region_label
from backend.core.exporting import Column
from backend.core.form_fields import options_of

from .documents import indicator_written
from .forms import FORMS
from .forms.labels import fields_offered
from .kinds import KINDS
from .models import Listing
from .values import COMMON

Site = Callable[[str], str]  # a path as an address


def listing_columns(kind: str, site: Site, *, own: bool = False) -> list[Column]:
    """What a sheet of one kind says of each listing: its fields as the import reads them, then whose it
    is, where it stands (of one's ``own``) and its page. What a reader may not know is empty.
    """
    asked = FORMS[kind]().fields
    found = [
        Column(name, words, partial(_said, kind, name, _words(asked.get(name))))
        for name, words in fields_offered(kind).items()
        if own or name != "external_id"
    ]
    found.append(Column("owner", _("owner"), lambda listing: listing.owner.name))
    if own:
        found.append(Column("status", _("status"), lambda row: row.get_status_display()))
        found.append(Column("contact", _("contact"), lambda listing: str(listing.contact)))
    found.append(Column("published_at", _("published at"), lambda listing: listing.published_at))
    address = _("address")
    found.append(Column("url", address, lambda row: site(reverse("listing", args=[row.pk]))))
    return found


def rows_of(found: QuerySet[Listing]) -> QuerySet[Listing]:
    """Listings that a reader may know of, with what their rows say."""
    return found.prefetch_related("indicators")


def _words(field: forms.Field | None) -> dict[str, str]:
    """A choice's codes in words."""
    if not isinstance(field, forms.ChoiceField):
        return {}
    return {str(code): str(words) for code, words in options_of(field) if str(code)}


def _said(kind: str, name: str, words: dict[str, str], listing: Listing) -> Any:
    if name == "indicators":
        rows = listing.indicators.all() if _readable(listing) else ()
        return "; ".join(indicator_written(row) for row in rows)
    if name in COMMON or name == "external_id":
        value = getattr(listing, name)
    elif name in KINDS[kind].public or _readable(listing):
        value = getattr(listing.details, name)
    else:
        return ""
    if name == "region":
        return region_label(value) if value else ""
    if isinstance(value, list):
        return "; ".join(words.get(str(code), str(code)) for code in value)
    return words.get(str(value), value) if words else value


def _readable(listing: Listing) -> bool:
    return bool(listing.details_readable)  # type: ignore[attr-defined]
