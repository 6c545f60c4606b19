"""The forms of saved searches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import ServiceForm

from .models import MAX_NAME, SavedSearch


class SavedSearchForm(ServiceForm):
    """What a saved search is called, and how often its owner is told."""

    name = forms.CharField(label=_("Name"), max_length=MAX_NAME)
    frequency = forms.ChoiceField(
        label=_("Tell me of new listings"),
        choices=SavedSearch.Frequency.choices,
        initial=SavedSearch.Frequency.DAILY,
    )

    def values(self) -> dict[str, Any]:
        """What the service asks for."""
        return {name: self.cleaned_data[name] for name in ("name", "frequency")}
