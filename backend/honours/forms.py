"""The form of a case page."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from .models import Case
from .services import CaseValues


class CaseForm(forms.ModelForm):  # type: ignore[type-arg]
    """What was needed, what solved it, what came of it."""

    class Meta:
        model = Case
        fields = ("title", "problem", "solution", "result")

    def values(self) -> CaseValues:
        """What the service asks for."""
        return CaseValues(**self.cleaned_data)

    def add_service_errors(self, error: ValidationError) -> None:
        """Show what the service refused beside the control that holds it."""
        for name, told in error.message_dict.items():
            self.add_error(name if name in self.fields else None, told)
