"""Forms of events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.regions import region_choices
from backend.core.form_fields import MomentField, ServiceForm

from .event_kinds import event_kind_choices
from .models import MOST_TEXT, Gathering
from .values import GatheringValues

_FIELDS = (
    "kind", "title", "about", "agenda", "region", "place", "starts_at", "ends_at", "talks_from",
    "talk_minutes", "tables", "capacity",
)  # fmt: skip


class GatheringForm(ServiceForm):
    """An event as it is planned."""

    revision = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of event"), choices=event_kind_choices)
    title = forms.CharField(label=_("Title"), max_length=120)
    about = forms.CharField(
        label=_("What the event is about"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A line for each part: 09:00 Opening; 09:30 Talks."),
    )
    region = forms.ChoiceField(label=_("Region"), choices=region_choices)
    place = forms.CharField(label=pgettext_lazy("meeting", "Place"), max_length=200)
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    talks_from = MomentField(
        label=_("Talks begin"), required=False, help_text=_("Empty: with the event.")
    )
    talk_minutes = forms.IntegerField(
        label=_("Minutes of a talk"), min_value=10, max_value=120, initial=20
    )
    tables = forms.IntegerField(label=_("Tables"), min_value=1, max_value=60, initial=6)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100_000, initial=100)

    @staticmethod
    def initial_from(gathering: Gathering) -> dict[str, Any]:
        """The event as it stands."""
        return {name: getattr(gathering, name) for name in (*_FIELDS, "revision")}

    def values(self) -> GatheringValues:
        """What the service takes."""
        return GatheringValues(**{name: self.cleaned_data[name] for name in _FIELDS})
