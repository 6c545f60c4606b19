"""A field's value in words: by the model's own names and choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from backend.core import dates, money
from backend.core.money_fields import is_amount


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field, how it is called, and its value in lines; no line where it is empty."""

    name: str
    label: str
    lines: tuple[str, ...]


def column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """A model's column. Raises FieldDoesNotExist where it has none of this name."""
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise FieldDoesNotExist(name)
    return found


def field_words(field: models.Field[Any, Any], value: Any, currency: str = "") -> FieldWords:
    """The stored value of a model's field, as the reader would see it on a page; an amount of money
    in ``currency``."""
    label = str(capfirst(str(field.verbose_name)))
    return FieldWords(field.name, label, _lines(field, field.to_python(value), currency))


def _lines(field: models.Field[Any, Any], value: Any, currency: str) -> tuple[str, ...]:
    if value in (None, "", [], ()):
        return ()
    if currency and is_amount(field):
        return (money.exact(value, currency),)
    if field.choices:
        return (str(dict(field.flatchoices).get(value, value)),)
    if isinstance(value, bool):
        return (_("yes") if value else _("no"),)
    if isinstance(value, Decimal):
        return (f"{value.normalize():,f}",)
    if isinstance(value, date):
        return (dates.day(value),)
    if isinstance(value, list | tuple):
        return tuple(str(part) for part in value)
    return tuple(str(value).splitlines())
