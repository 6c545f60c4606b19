"""The forms of catalogues."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.catalog.models import Listing
from backend.catalog.taxonomies import choices
from backend.core.form_fields import ServiceForm

from .models import Edition
from .services import EditionValues


class EditionForm(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """A year's catalogue."""

    class Meta:
        model = Edition
        fields = ("year", "title", "title_en", "about", "closes_on", "publish_on")
        widgets = {
            "closes_on": forms.DateInput(attrs={"type": "date"}),
            "publish_on": forms.DateInput(attrs={"type": "date"}),
        }

    def values(self) -> EditionValues:
        """What the service asks for."""
        return EditionValues(**self.cleaned_data)


class EntryForm(ServiceForm):
    """An achievement for a catalogue, and why."""

    listing = forms.ChoiceField(label=_("Achievement"))
    reason = forms.CharField(
        label=_("Why it should be recommended"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The catalogue prints it: how mature it is, who uses it, what it brings."),
    )

    def __init__(self, *args: Any, listings: list[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["listing"]
        field.choices = [(str(one.pk), f"{one.title} · {one.owner.name}") for one in listings]

    def given(self) -> dict[str, Any]:
        """What the service asks for."""
        return {
            "listing_id": int(self.cleaned_data["listing"]),
            "reason": self.cleaned_data["reason"],
        }


class SubscriptionForm(forms.Form):
    """Of which fields one is told."""

    fields_ = forms.MultipleChoiceField(
        label=_("Tell me of new catalogues with technologies of"),
        required=False,
        choices=lambda: [("all", _("every field")), *choices("fields")],
        widget=forms.CheckboxSelectMultiple,
    )

    def chosen(self) -> list[str]:
        """The fields, "" for all."""
        return ["" if code == "all" else code for code in self.cleaned_data["fields_"]]
