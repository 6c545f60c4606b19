"""The guided form of each kind, made from its declaration: a field for each of its details."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.catalog.kinds import KINDS, Kind
from backend.core.form_fields import AmountField

from .listing import ListingForm, with_none

_DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


def form_of(kind: Kind) -> type[ListingForm]:
    """The form class of a kind. What its sections leave out is not asked."""
    fields: dict[str, Any] = {
        name: _form_field(column) for name, column in kind.columns.items() if name in kind.shown
    }
    fields["title"] = forms.CharField(
        label=kind.words.title, help_text=kind.words.title_help, max_length=200
    )
    if "trl" not in kind.shown:
        fields["trl"] = None
    return type(
        f"{kind.api_name}Form",
        (ListingForm,),
        {"kind": kind, "__doc__": f"The form of {kind.path}.", **fields},
    )


def _form_field(column: models.Field[Any, Any]) -> forms.Field:
    """How a column is typed in: as people write such values."""
    options: dict[str, Any] = {
        "label": column.verbose_name,
        "required": not column.blank,
        "help_text": column.help_text,
    }
    if column.choices:
        choices = list(column.choices)
        options["choices"] = with_none(choices) if column.blank else choices
        if column.has_default():
            options["initial"] = column.get_default()
        return forms.ChoiceField(**options)
    # What the column itself says of a value that cannot be read.
    options["error_messages"] = column.deconstruct()[3].get("error_messages", {})
    return _TYPED[column.get_internal_type()](column, options)


def _long(column: Any, options: dict[str, Any]) -> forms.Field:
    # What has to be explained deserves more room.
    rows = 5 if column.help_text else 3
    return forms.CharField(
        max_length=column.max_length, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


def _short(column: Any, options: dict[str, Any]) -> forms.Field:
    if isinstance(column, models.URLField):
        return forms.URLField(max_length=column.max_length, assume_scheme="https", **options)
    return forms.CharField(max_length=column.max_length, **options)


def _day(column: Any, options: dict[str, Any]) -> forms.Field:
    options["error_messages"] = {"invalid": _("Write the day like 2027-06-30.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(input_formats=_DAYS, widget=widget, **options)


def _whole(column: Any, options: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)


_TYPED: dict[str, Any] = {
    "TextField": _long,
    "CharField": _short,
    "DateField": _day,
    "DecimalField": lambda column, options: AmountField(**options),
    "PositiveIntegerField": _whole,
    "PositiveSmallIntegerField": _whole,
    "BooleanField": lambda column, options: forms.BooleanField(**options | {"required": False}),
}

FORMS: dict[str, type[ListingForm]] = {name: form_of(kind) for name, kind in KINDS.items()}
