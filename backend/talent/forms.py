"""The forms of profiles, list entries and wishes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .list_fields import fields_of
from .models import Form, ListKind


class EngagementForm(forms.Form):
    """When and in which forms somebody can be engaged."""

    engaged_as = forms.MultipleChoiceField(
        label=_("Forms of engagement"),
        choices=Form.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days_per_month = forms.IntegerField(
        label=_("Days a month"), required=False, min_value=0, max_value=31
    )
    available_from = forms.DateField(
        label=_("Available from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class WorkForm(forms.Form):
    """A representative work."""

    title = forms.CharField(label=_("Work"), max_length=200)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1950, max_value=2100)
    contribution = forms.CharField(
        label=_("Own contribution and effect"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you did yourself, where it is used, what it changed."),
    )


class EntryForm(forms.Form):
    """An entry of one of the four lists, with its own fields."""

    title = forms.CharField(label=_("Title"), max_length=200)
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words, needed in fields_of(kind):
            self.fields[name] = forms.CharField(label=str(words), required=needed, max_length=1000)
        self.order_fields(["title", *(name for name, _w, _n in fields_of(kind)), "valid_until"])

    def details(self) -> dict[str, str]:
        """The list's own fields."""
        apart = ("title", "valid_until")
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


class WishForm(forms.Form):
    """What a firm wants on a list."""

    kind = forms.ChoiceField(label=_("List"), choices=ListKind.choices)
    title = forms.CharField(label=_("What do you wish for?"), max_length=200)
    text = forms.CharField(
        label=_("In detail"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whom or what, for which task, until when. Officers of your region read it."),
    )
