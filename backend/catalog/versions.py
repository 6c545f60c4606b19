"""The content of a listing as its versions keep it, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypedDict

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from backend.accounts.regions import region_label
from backend.versions.services import version_keep
from backend.versions.words import FieldWords, column, field_words

from .chains import chain_label
from .conditions import CONDITIONS
from .documents import indicator_written
from .kinds import KINDS
from .models import Indicator, Listing
from .taxonomies import MODES, label
from .values import ListingValues, values_from, values_of

# What a code of a field is called, where the model's choices do not say it.
_NAMES: dict[str, Callable[[str], object]] = {
    "technology_field": lambda code: label("fields", code),
    "industry": lambda code: label("industries", code),
    "chain": chain_label,
    "region": region_label,
    "modes": lambda code: MODES.get(code, code),
    "required_conditions": lambda code: CONDITIONS.get(code, code),
}


class Said(TypedDict):
    """What was said until now, by whom and since when, as versions keep it."""

    before: dict[str, Any]
    before_by_id: int
    before_since: datetime


def listing_content(listing: Listing, values: ListingValues | None = None) -> dict[str, Any]:
    """What the listing says now; ``values`` where they are at hand."""
    return {"kind": listing.kind, **asdict(values or values_of(listing))}


def said_now(listing: Listing) -> Said:
    """What a stored listing says before it is changed."""
    return Said(
        before=listing_content(listing),
        before_by_id=listing.changed_by_id,
        before_since=listing.updated_at,
    )


def said_keep(listing: Listing, values: ListingValues, said: Said) -> None:
    """Keep what the listing says now as a version, and what it said where nothing was kept yet."""
    version_keep(
        subject="listing",
        subject_id=listing.pk,
        content=listing_content(listing, values),
        changed_by_id=listing.changed_by_id,
        **said,
    )


def listing_values(content: dict[str, Any]) -> ListingValues:
    """What a kept version said, as the services take it."""
    kind = content["kind"]
    typed = {
        name: _field(kind, name).to_python(value)
        for name, value in content.items()
        if name not in {"kind", "indicators"}
    }
    rows = [
        {name: column(Indicator, name).to_python(cell) for name, cell in row.items()}
        for row in content["indicators"]
    ]
    return values_from(kind, typed | {"indicators": rows})


def listing_words(content: dict[str, Any]) -> list[FieldWords]:
    """Every field in words; the table of indicators is one field with a line for each."""
    found = []
    for name, value in content.items():
        if name == "kind":
            continue
        if name == "indicators":
            found.append(_indicators(value))
            continue
        words = field_words(_field(content["kind"], name), value, content.get("currency", ""))
        if name in _NAMES:
            lines = tuple(str(_NAMES[name](code)) for code in words.lines)
            words = FieldWords(name, words.label, lines)
        found.append(words)
    return found


def _field(kind: str, name: str) -> models.Field[Any, Any]:
    """The column of the listing or of its kind's details."""
    try:
        return column(Listing, name)
    except FieldDoesNotExist:
        return column(KINDS[kind].details, name)


def _indicators(rows: list[dict[str, Any]]) -> FieldWords:
    made = (
        Indicator(**{n: column(Indicator, n).to_python(cell) for n, cell in row.items()})
        for row in rows
    )
    label_ = str(capfirst(str(Indicator._meta.verbose_name_plural)))
    return FieldWords("indicators", label_, tuple(indicator_written(row) for row in made))
