"""Forms of plans."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import NumberField, ServiceForm

from .models import IndicatorKind, Measure
from .values import EvaluationValues, IndicatorValues, MeasureValues, PlanValues, TargetValues


def _number(label: object, **more: Any) -> NumberField:
    return NumberField(label=label, max_digits=18, decimal_places=4, **more)


class PlanForm(ServiceForm):
    """A plan to draw up."""

    name = forms.CharField(label=_("Name"), max_length=120)
    starts = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2999)
    ends = forms.IntegerField(label=_("Final year"), min_value=1990, max_value=2999)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def values(self) -> PlanValues:
        """What the service takes."""
        return PlanValues(**self.cleaned_data)


class IndicatorForm(ServiceForm):
    """An indicator of a draft."""

    name = forms.CharField(label=_("Indicator"), max_length=80)
    unit = forms.CharField(label=_("Unit"), max_length=12)
    kind = forms.ChoiceField(label=_("Kind of target"), choices=IndicatorKind.choices)
    base = _number(_("Base"), required=False, help_text=_("Leave it out where it is not known."))
    target = _number(_("Target"), required=False)
    target_max = _number(_("Upper end of a range"), required=False)

    def values(self) -> IndicatorValues:
        """What the service takes."""
        return IndicatorValues(**self.cleaned_data)


class TargetForm(ServiceForm):
    """A target, with the reason where the plan is in force."""

    target = _number(_("Target"))
    target_max = _number(_("Upper end of a range"), required=False)
    reason = forms.CharField(
        label=_("Why does it change?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, in_force: bool, ranged: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not in_force:
            del self.fields["reason"]
        if not ranged:
            del self.fields["target_max"]

    def values(self) -> TargetValues:
        """What the service takes."""
        return TargetValues(**self.cleaned_data)


class FigureForm(ServiceForm):
    """A year's figure of a region."""

    region = forms.ChoiceField(label=_("Region"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    value = _number(_("Figure"))
    proof = forms.CharField(label=_("Proof: document and page"), required=False, max_length=200)

    def __init__(
        self, *args: Any, regions: list[tuple[str, str]], years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["region"].choices = regions
        fields["year"].choices = [(year, str(year)) for year in years]


class NewMeasureForm(ServiceForm):
    """A measure of a draft, with the names of its units."""

    number = forms.CharField(label=_("Number"), max_length=20)
    name = forms.CharField(label=_("Measure"), max_length=120)
    lead = forms.CharField(
        label=_("Lead"),
        required=False,
        max_length=400,
        help_text=_("Several with 、 between them."),
    )
    responsible = forms.CharField(label=_("Responsible"), required=False, max_length=400)
    target = forms.CharField(label=_("Target"), required=False, max_length=200)

    def values(self) -> MeasureValues:
        """What the service takes."""
        given = dict(self.cleaned_data)
        lead, responsible = _names(given.pop("lead")), _names(given.pop("responsible"))
        return MeasureValues(lead=lead, responsible=responsible, **given)


def _names(text: str) -> list[str]:
    return [name.strip() for name in re.split("[、，,；;]", text) if name.strip()]


class MeasureForm(ServiceForm):
    """How a measure stands."""

    standing = forms.ChoiceField(label=_("Standing"), choices=Measure.Standing.choices)
    report = forms.CharField(
        label=_("Report on progress"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EvaluationForm(ServiceForm):
    """What a third party found."""

    body = forms.CharField(label=_("Evaluating body"), max_length=120)
    evaluated_on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    finding = forms.CharField(
        label=_("Finding"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def values(self) -> EvaluationValues:
        """What the service takes."""
        return EvaluationValues(**self.cleaned_data)


class BulletinForm(ServiceForm):
    """The word that goes with a notice."""

    word = forms.CharField(
        label=_("Word of the bureau"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
