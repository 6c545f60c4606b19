"""Forms of the ladder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField, ServiceForm

from .models import FirmYear, Standing
from .values import RecognitionValues, YearValues

_AMOUNT = {"max_digits": 15, "decimal_places": 2, "min_value": 0}


def day_field(label: object, **more: Any) -> forms.DateField:
    """A date as browsers pick it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)  # type: ignore[arg-type]


class YearForm(ServiceForm):
    """A firm's figures of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=1, max_value=9999)
    founded = forms.IntegerField(label=_("Founded in"), min_value=1, max_value=9999)
    size = forms.ChoiceField(label=_("Size of the firm"), choices=FirmYear.Size.choices)
    staff = forms.IntegerField(label=_("Staff"), min_value=0, max_value=10**7)
    rd_staff = forms.IntegerField(
        label=_("Of these in research and development"), min_value=0, max_value=10**7
    )
    revenue = AmountField(label=_("Revenue in yuan"), help_text=_("As 500,000 or 50万."), **_AMOUNT)
    high_tech_revenue = AmountField(
        label=_("Of this from high-tech products and services"), **_AMOUNT
    )
    rd_spending = AmountField(label=_("Spending on research and development in yuan"), **_AMOUNT)
    class1_ip = forms.IntegerField(
        label=_("Class I rights held"),
        min_value=0,
        max_value=10**7,
        help_text=_("Inventions, plant varieties, layout designs …"),
    )
    class2_ip = forms.IntegerField(
        label=_("Class II rights held"),
        min_value=0,
        max_value=10**7,
        help_text=_("Utility models, designs, software."),
    )

    @staticmethod
    def initial_from(row: FirmYear | None) -> dict[str, Any]:
        """The year that is asked for next: this one, with the figures stated last."""
        if row is None:
            return {"year": timezone.localdate().year - 1}
        return {name: getattr(row, name) for name in YearForm.base_fields}

    def values(self) -> YearValues:
        """The checked values as the service takes them."""
        return YearValues(**self.cleaned_data)


class RecogniseForm(ServiceForm):
    """What the certificate says; the act's own form."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    occasion = forms.ChoiceField(label=_("Occasion"), choices=Standing.Occasion.choices)
    number = forms.CharField(label=_("Certificate number"), max_length=60, required=False)
    awarded_on = day_field(_("Awarded on"))
    valid_until = day_field(_("Valid until"), required=False)

    @staticmethod
    def initial_from(standing: Standing) -> dict[str, Any]:
        """The revision that the reader saw."""
        return {"revision": standing.revision}

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        held = {k: v for k, v in self.cleaned_data.items() if k != "revision"}
        return {"values": RecognitionValues(**held)}
