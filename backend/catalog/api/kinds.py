"""What each kind takes and shows in JSON, made from its declaration."""

from __future__ import annotations

from typing import Any

from django.db import models
from rest_framework import serializers

from backend.catalog.kinds import KINDS, Kind

from .fields import AmountField, serializer_field
from .serializers import ListingInput, ListingOutput

# What a kind that is compared with nothing has no use for.
_OF_PAIRED = ("trl", "required_conditions", "indicators")


def input_of(kind: Kind) -> type[ListingInput]:
    """What a writer sends: the details' fields beside what every kind has."""
    fields: dict[str, Any] = {name: serializer_field(c) for name, c in kind.columns.items()}
    if not kind.paired:
        fields |= dict.fromkeys(_OF_PAIRED)
    return _made(f"{kind.api_name}Input", ListingInput, kind, fields)


def output_of(kind: Kind) -> type[ListingOutput]:
    """What a reader gets. Fields of the details tier are null where it may not be read."""
    fields: dict[str, Any] = {name: _shown(kind, column) for name, column in kind.columns.items()}
    base = ListingOutput.Meta
    names = [*base.fields, *fields]
    fields["Meta"] = type("Meta", (base,), {"fields": names, "read_only_fields": names})
    return _made(f"{kind.api_name}Output", ListingOutput, kind, fields)


def _made(name: str, base: Any, kind: Kind, fields: dict[str, Any]) -> Any:
    about = f"{kind.api_name}: what every listing has, and its own."
    return type(
        name, (base,), {"of_kind": kind, "__doc__": about, "__module__": __name__, **fields}
    )


def _shown(kind: Kind, column: models.Field[Any, Any]) -> Any:
    """A read-only field of a details table, null for who may not read it."""
    options: dict[str, Any] = {
        "source": f"{kind.relation}.{column.name}",
        "read_only": True,
        "allow_null": column.null or column.name not in kind.public,
    }
    if column.choices:
        choices = [*column.choices, ("", "")] if column.blank else column.choices
        return serializers.ChoiceField(choices, **options)
    if isinstance(column, models.DecimalField):
        return AmountField(**options)
    plain: dict[str, type[serializers.Field[Any, Any, Any, Any]]] = {
        "PositiveIntegerField": serializers.IntegerField,
        "PositiveSmallIntegerField": serializers.IntegerField,
        "DateField": serializers.DateField,
        "BooleanField": serializers.BooleanField,
    }
    return plain.get(column.get_internal_type(), serializers.CharField)(**options)


INPUTS = {name: input_of(kind) for name, kind in KINDS.items()}
OUTPUTS = {name: output_of(kind) for name, kind in KINDS.items()}
