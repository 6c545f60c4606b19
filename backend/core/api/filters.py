"""Filters that every list of the API may use."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms

from backend.core.requests import LARGEST


class WholeNumberFilter(django_filters.Filter):
    """A whole number that the database can hold; anything else is an error of the field."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", LARGEST)
        super().__init__(*args, **kwargs)
