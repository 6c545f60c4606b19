"""A day in a form."""

from __future__ import annotations

from typing import Any

from django import forms


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen from the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)
