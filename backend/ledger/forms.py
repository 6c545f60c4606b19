"""Forms of the ledger: a period, and why a journal is taken back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .selectors import Period

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """From a day to a day; both may be open."""

    since = forms.DateField(label=pgettext_lazy("day", "From"), required=False, widget=_DAY)
    until = forms.DateField(label=pgettext_lazy("period", "To"), required=False, widget=_DAY)

    def period(self) -> Period:
        """What was asked for; a day that cannot be read leaves its end open and is told."""
        if not self.is_bound:
            return Period()
        self.full_clean()
        data = self.cleaned_data
        return Period(data.get("since"), data.get("until"))


class ReverseForm(forms.Form):
    """Why a journal is taken back."""

    why = forms.CharField(
        label=_("Why is it taken back?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
