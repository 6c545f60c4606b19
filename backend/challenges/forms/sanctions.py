"""The form that bars an organisation from calls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.challenges.values import SanctionValues
from backend.introductions.selectors import organisation_called

from .base import ServiceForm
from .entries import UNKNOWN


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class SanctionForm(ServiceForm):
    """Whom, why, and how long."""

    organisation = forms.CharField(label=_("Name or credit code"), max_length=160)
    ground = forms.CharField(
        label=pgettext_lazy("sanction", "Ground"),
        max_length=300,
        help_text=_("Everybody reads it."),
    )
    starts_on = _day(_("Barred from"), initial=timezone.localdate)
    ends_on = _day(_("Until"))

    def clean_organisation(self) -> int:
        """Its id."""
        found = organisation_called(self.cleaned_data["organisation"])
        if found is None:
            raise forms.ValidationError(UNKNOWN)
        return found.pk

    def values(self) -> SanctionValues:
        """What the service takes."""
        data = self.cleaned_data
        return SanctionValues(
            organisation_id=data["organisation"],
            ground=data["ground"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
        )
