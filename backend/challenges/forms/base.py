"""What the forms of calls share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MOMENT = "%Y-%m-%dT%H:%M"


class ServiceForm(forms.Form):
    """Shows what a service refused beside the control that holds it."""

    places: dict[str, str] = {}  # a service's field → this form's

    def add_service_errors(self, error: ValidationError) -> None:
        """Take a service's errors by field."""
        for name, told in error.message_dict.items():
            own = self.places.get(name, name)
            self.add_error(own if own in self.fields else None, told)


def long_text(label: Any, *, rows: int = 5, **options: Any) -> forms.CharField:
    """A field for paragraphs."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def choice_or_none(value: str) -> int | None:
    """What a choice of ids says, where one may be left out."""
    return int(value) if value else None
