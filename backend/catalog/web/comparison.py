"""What a stale form and the stored listing say differently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.forms import BoundField, ChoiceField, MultipleChoiceField
from django.utils.translation import gettext as _

from backend.catalog.documents import indicator_written
from backend.catalog.forms import ListingForm
from backend.catalog.models import Indicator
from backend.catalog.values import IndicatorValues, ListingValues
from backend.core import dates
from backend.core.form_fields import options_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, and what is stored in it now, in words; ``lines`` is of the indicators."""

    field: str
    label: str
    stored: str
    lines: tuple[str, ...] = ()


def differences(form: ListingForm, stored: ListingValues) -> list[Difference]:
    """Fields in which the typed form differs from the stored values, in the values' order."""
    typed = form.values()
    found = []
    for field in fields(stored):
        now = getattr(stored, field.name)
        if now == getattr(typed, field.name):
            continue
        if field.name == "indicators":
            found.append(Difference("indicators", _("Indicators"), "", tuple(_lines(now))))
        elif field.name in form.fields:
            bound = form[field.name]
            found.append(Difference(field.name, str(bound.label), _in_words(bound, now)))
    return found


def _lines(rows: Iterable[IndicatorValues]) -> list[str]:
    return [
        indicator_written(
            Indicator(
                name=row.name,
                comparator=row.comparator,
                value=row.value,  # type: ignore[misc]
                value_max=row.value_max,
                unit=row.unit,
            )
        )
        for row in rows
    ]


def _in_words(bound: BoundField, value: Any) -> str:
    if value in (None, "", ()):
        return _("empty")
    if isinstance(bound.field, MultipleChoiceField):
        return ", ".join(_label(bound.field, code) for code in value)
    if isinstance(bound.field, ChoiceField):
        return _label(bound.field, value)
    if isinstance(value, Decimal):
        return str(bound.field.prepare_value(value))
    return dates.day(value) if isinstance(value, date) else str(value)


def _label(field: ChoiceField, code: Any) -> str:
    return dict(options_of(field)).get(str(code), str(code))
