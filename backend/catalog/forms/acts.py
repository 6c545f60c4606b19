"""Small forms around listings: withdrawing, choosing a broker, narrowing a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.accounts.regions import region_choices
from backend.catalog.selectors import brokers_available
from backend.catalog.taxonomies import choices, grouped_industries


class BrokerForm(forms.Form):
    """Who accompanies a listing."""

    broker = forms.ModelChoiceField(
        label=_("broker"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["broker"].queryset = brokers_available()  # type: ignore[attr-defined]


class MarketFilterForm(forms.Form):
    """Narrows a list of the market."""

    technology_field = forms.ChoiceField(
        label=_("technology field"),
        required=False,
        choices=lambda: [("", _("all fields")), *choices("fields")],
    )
    industry = forms.ChoiceField(
        label=_("industry"),
        required=False,
        choices=lambda: [("", _("all industries")), *grouped_industries()],
    )
    region = forms.ChoiceField(
        label=_("region"),
        required=False,
        choices=lambda: [("", _("all regions")), *region_choices()],
    )
