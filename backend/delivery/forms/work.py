"""What was reached, more time, findings, funds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField, NumberField, ServiceForm
from backend.delivery.models import Milestone, Plan
from backend.delivery.words import criterion_words

from .days import day_field


class SubmitForm(ServiceForm):
    """What was reached of each criterion, and a note."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Work done"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    milestone: Milestone

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="submit_%s", **kwargs)
        for criterion in self.milestone.criteria.all():
            label = criterion_words(criterion)
            self.fields[f"criterion_{criterion.pk}"] = (
                NumberField(
                    label=_("%(criterion)s: reached") % {"criterion": label},
                    max_digits=30,
                    decimal_places=12,
                    help_text=criterion.unit,
                    initial=criterion.reached,
                )
                if criterion.measured
                else forms.CharField(label=label, max_length=200, initial=criterion.reached_words)
            )

    @staticmethod
    def initial_from(milestone: Milestone) -> dict[str, Any]:
        """What it begins with."""
        return {"revision": milestone.revision}

    @classmethod
    def of(cls, milestone: Milestone) -> type[SubmitForm]:
        """The form of one milestone, with its criteria."""
        return type("SubmitForm", (cls,), {"milestone": milestone})

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        reached = {
            int(name.removeprefix("criterion_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("criterion_")
        }
        return {"note": self.cleaned_data["note"], "reached": reached}


class ExtensionForm(forms.Form):
    """A later day and why."""

    until = day_field(_("New due day"))
    why = forms.CharField(
        label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class InspectionForm(forms.Form):
    """What was found; with a day where it is to be mended."""

    finding = forms.CharField(
        label=_("What was found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    mend_by = day_field(
        _("To be mended until"), required=False, help_text=_("Empty where nothing is to be mended.")
    )


class FundUseForm(forms.Form):
    """What was spent out of a line of the budget."""

    line: Any = forms.ModelChoiceField(label=_("Used for"), queryset=None)
    amount = AmountField(label=_("Amount"), max_digits=15, decimal_places=2)
    spent_on = day_field(_("Spent on"))
    what = forms.CharField(label=_("For what"), max_length=200)

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data, auto_id="fund_%s")
        lines: Any = self.fields["line"]
        lines.queryset = plan.budget.order_by("position")
