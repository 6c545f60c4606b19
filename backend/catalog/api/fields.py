"""Fields of listings in JSON, whose schema says what they take."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.core.money_fields import AMOUNT_ERRORS

_DECIMAL = {"type": "string", "format": "decimal"}


@extend_schema_field(_DECIMAL | {"pattern": r"^-?\d{1,18}(?:\.\d{1,12})?$"})
class QuantityField(serializers.DecimalField):
    """A quantity: up to 18 digits before the point and 12 behind it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=30, decimal_places=12, **options)


@extend_schema_field(_DECIMAL | {"pattern": r"^\d{1,13}(?:\.\d{1,2})?$"})
class AmountField(serializers.DecimalField):
    """An amount of money, never below zero."""

    def __init__(self, **options: Any) -> None:
        told: dict[str, Any] = dict(AMOUNT_ERRORS)
        super().__init__(max_digits=15, decimal_places=2, error_messages=told, **options)


def codes_of(known: Iterable[str]) -> type[serializers.ListField]:
    """A list of codes, each of ``known`` and there once; the services say which one is wrong."""
    schema = {"type": "array", "uniqueItems": True, "items": {"enum": list(known)}}

    @extend_schema_field(schema)
    class CodesField(serializers.ListField):
        child = serializers.CharField(max_length=40)

    return CodesField


def serializer_field(column: models.Field[Any, Any]) -> serializers.Field[Any, Any, Any, Any]:
    """What a writer sends for a column of details; what is left out is as the table begins it."""
    options: dict[str, Any] = {"required": False, "help_text": column.help_text}
    if not isinstance(column, models.CharField | models.TextField):
        options["allow_null"] = column.null
    if column.choices:
        return serializers.ChoiceField(column.choices, allow_blank=column.blank, **options)
    if isinstance(column, models.DecimalField):
        return AmountField(min_value=Decimal(0), **options)
    if isinstance(column, models.DateField):
        return serializers.DateField(**options)
    if isinstance(column, models.IntegerField):
        return serializers.IntegerField(**options)
    if isinstance(column, models.BooleanField):
        return serializers.BooleanField(**options)
    return serializers.CharField(max_length=column.max_length, allow_blank=True, **options)
