"""The forms of case pages and lists of honours."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import ServiceForm

from .models import Case, HonourList
from .services import CaseValues


class HonourListForm(ServiceForm):
    """Which list of which year."""

    kind = forms.ChoiceField(label=_("list of honours"), choices=HonourList.Kind.choices)
    year = forms.IntegerField(label=_("year"), min_value=2000, max_value=2999)


class CaseForm(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """What was needed, what solved it, what came of it."""

    class Meta:
        model = Case
        fields = ("title", "problem", "solution", "result")

    def values(self) -> CaseValues:
        """What the service asks for."""
        return CaseValues(**self.cleaned_data)
