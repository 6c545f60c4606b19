"""Forms of the county index."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField, NumberField, ServiceForm

from .models import Release
from .schemes import Scheme, said, schemes
from .values import MoneyUseValues, ObjectionValues, RoundValues


def _day(label: object, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)  # type: ignore[arg-type]


class RoundForm(ServiceForm):
    """A round to open."""

    scheme = forms.ChoiceField(label=_("Scheme"))
    year = forms.IntegerField(
        label=_("Year of the figures"), min_value=2000, max_value=2999,
        error_messages={"invalid": _("Write a year, as in 2025.")},
    )  # fmt: skip
    supply_due = _day(_("Figures are due on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["scheme"]
        field.choices = [(scheme.code, scheme.name) for scheme in schemes()]

    def values(self) -> RoundValues:
        """What the service takes."""
        return RoundValues(**self.cleaned_data)


class SheetForm(ServiceForm):
    """A workbook or CSV with figures."""

    file = forms.FileField(
        label=_("Workbook or CSV"),
        help_text=_("With the columns of the template: code, indicator, year and figure."),
    )


class ObjectionForm(ServiceForm):
    """What is wrong with a figure."""

    ground = forms.CharField(
        label=_("What is wrong, and what shows it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    right_value = NumberField(
        label=_("The right figure"), required=False, max_digits=18, decimal_places=4
    )

    def values(self) -> ObjectionValues:
        """What the service takes."""
        return ObjectionValues(**self.cleaned_data)


class ApproveForm(ServiceForm):
    """The day of publication."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    publish_on = _day(
        _("Published on"), help_text=_("For today it is published at once, else on its day.")
    )

    @classmethod
    def initial_from(cls, release: Release) -> dict[str, Any]:
        """Today, unless another day was chosen before."""
        return {
            "revision": release.revision,
            "publish_on": release.publish_on or timezone.localdate(),
        }

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        return {"publish_on": self.cleaned_data["publish_on"]}


class MoneyUseForm(ServiceForm):
    """What money was used for."""

    kind = forms.ChoiceField(label=_("Use"))
    what = forms.CharField(label=_("Used for"), max_length=200)
    amount = AmountField(label=_("Amount in yuan"), min_value=0, max_digits=15, decimal_places=2)
    spent_on = _day(_("Paid on"))
    effect = forms.CharField(
        label=_("Effect"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, scheme: Scheme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(code, said(zh, en)) for code, zh, en in scheme.incentive.uses]

    def values(self) -> MoneyUseValues:
        """What the service takes."""
        return MoneyUseValues(**self.cleaned_data)
