"""The forms of bulletins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.catalog.chains import chain_choices
from backend.catalog.models import Listing
from backend.core.form_fields import ServiceForm

from .models import Bulletin, Issue
from .services import BulletinValues


class BulletinForm(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """A bulletin of a chain."""

    chain = forms.ChoiceField(
        label=_("industry chain and link"), choices=lambda: [("", ""), *chain_choices()]
    )

    class Meta:
        model = Bulletin
        fields = ("chain", "title", "title_en", "about")

    def values(self) -> BulletinValues:
        """What the service asks for."""
        return BulletinValues(**self.cleaned_data)


class IssueForm(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """What an issue says, and of which of the new listings it tells."""

    listings = forms.MultipleChoiceField(
        label=_("It tells of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Issue
        fields = ("title", "words")
        widgets = {"words": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, listings: list[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["listings"]
        field.choices = [(str(one.pk), f"{one.title} · {one.owner.name}") for one in listings]
        self.fields["title"].required = True

    def given(self) -> dict[str, Any]:
        """What the service asks for."""
        return {
            "title": self.cleaned_data["title"],
            "words": self.cleaned_data["words"],
            "listing_ids": [int(pk) for pk in self.cleaned_data["listings"]],
            "expected_revision": self.cleaned_data["revision"],
        }
