"""The forms of rounds and applications."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import ServiceForm
from backend.core.money_fields import AMOUNT_ERRORS

from .models import Nomination, Round
from .selectors import pool_of
from .values import NominationValues, RoundValues


class RoundForm(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """The call of a higher programme."""

    class Meta:
        model = Round
        fields = ("programme", "level", "issuer", "guide", "closes_on", "quota")
        widgets = {"closes_on": forms.DateInput(attrs={"type": "date"})}
        help_texts = {"quota": _("The issuer's limit for this region.")}

    def values(self) -> RoundValues:
        """What the service asks for."""
        return RoundValues(**self.cleaned_data)


class NominationForm(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """What is applied for."""

    class Meta:
        model = Nomination
        fields = ("title", "project", "text", "requested")
        help_texts = {"project": _("If it grew out of a project of the region's pool.")}

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["project"]
        field.queryset = pool_of(round_)
        field.empty_label = _("none")

    def values(self) -> NominationValues:
        """What the service asks for."""
        data = dict(self.cleaned_data)
        project = data.pop("project")
        return NominationValues(project_id=project.pk if project else None, **data)


class EstablishForm(ServiceForm):
    """The result that the programme gave."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    number = forms.CharField(label=_("Number of the established project"), max_length=200)
    granted = forms.DecimalField(
        label=_("Funding granted, in yuan"),
        required=False,
        min_value=0,
        max_digits=15,
        decimal_places=2,
        error_messages=AMOUNT_ERRORS,
    )

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        return {name: self.cleaned_data[name] for name in ("number", "granted")}

    @staticmethod
    def initial_from(nomination: Nomination) -> dict[str, Any]:
        """Empty but for the revision."""
        return {"revision": nomination.revision}
