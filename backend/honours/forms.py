"""The forms of case pages and lists of honours."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Case, HonourList
from .services import CaseValues


class _Answering(forms.Form):
    """A form that shows what its service refused beside the control that holds it."""

    def add_service_errors(self, error: ValidationError) -> None:
        """Show what the service refused beside the control that holds it."""
        for name, told in error.message_dict.items():
            self.add_error(name if name in self.fields else None, told)


class HonourListForm(_Answering):
    """Which list of which year."""

    kind = forms.ChoiceField(label=_("list of honours"), choices=HonourList.Kind.choices)
    year = forms.IntegerField(label=_("year"), min_value=2000, max_value=2999)


class CaseForm(_Answering, forms.ModelForm):  # type: ignore[type-arg]
    """What was needed, what solved it, what came of it."""

    class Meta:
        model = Case
        fields = ("title", "problem", "solution", "result")

    def values(self) -> CaseValues:
        """What the service asks for."""
        return CaseValues(**self.cleaned_data)
