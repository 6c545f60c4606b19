"""Forms of bookings: the rules, closures, asking for a time, recording a use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from backend.catalog.kinds import PILOT_BASE
from backend.catalog.models import Listing
from backend.core import dates
from backend.core.form_fields import DayField, NumberField, ServiceForm

from .models import Booking, Policy
from .policy_checks import length_said
from .values import BookingValues, ClosureValues, PolicyValues, UseValues
from .weeks import Week

_DAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
_LEVELS = [("", _("not said")), *((n, f"TRL {n}") for n in range(1, 10))]


class PolicyForm(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """When and by which rules something is booked; a service writes it, with its own checks."""

    revision = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        coerce=int,
        choices=_DAYS,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Policy
        fields = [
            "open", "weekdays", "day_begins", "day_ends", "block_minutes", "places",
            "least_blocks", "most_blocks", "notice_hours", "horizon_days", "most_open",
            "gap_blocks", "late_cancel_hours", "strikes", "self_confirmed",
        ]  # fmt: skip
        widgets = {
            "day_begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "day_ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["revision"] = self.instance.revision

    def _post_clean(self) -> None:
        """The service checks the row as a whole."""

    def values(self) -> PolicyValues:
        """What the service takes."""
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return PolicyValues(**{**data, "weekdays": tuple(data["weekdays"])})


class ClosureForm(ServiceForm):
    """Days on which nothing is booked."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=120)

    def values(self) -> ClosureValues:
        """What the service takes."""
        return ClosureValues(**self.cleaned_data)


class BookingForm(ServiceForm):
    """A time of one week, and what for."""

    starts_at = forms.TypedChoiceField(label=_("Begins"), coerce=parse_datetime)
    blocks = forms.TypedChoiceField(label=_("How long"), coerce=int)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Samples, methods, what is to be prepared; its holder reads it."),
    )
    samples = forms.IntegerField(
        label=_("Samples"), min_value=0, max_value=100_000, initial=0, required=False
    )
    achievement = forms.TypedChoiceField(
        label=_("Achievement to be piloted"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self,
        data: Any = None,
        *,
        policy: Policy,
        week: Week,
        achievements: Iterable[Listing],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.policy = policy
        fields: Mapping[str, Any] = self.fields
        fields["starts_at"].choices = [
            (
                dates.day(day.date),
                [(b.at, _clock(b.starts_at)) for b in day.blocks if b.open and b.free],
            )
            for day in week.days
            if any(b.open and b.free for b in day.blocks)
        ]
        lengths = range(policy.least_blocks, policy.most_blocks + 1)
        fields["blocks"].choices = [(n, length_said(policy, n)) for n in lengths]
        if policy.listing.kind == PILOT_BASE.name:
            found = [(row.pk, row.title) for row in achievements]
            fields["achievement"].choices = [("", _("none in particular")), *found]
        else:
            del self.fields["achievement"]

    def values(self) -> BookingValues:
        """What the service takes."""
        data = self.cleaned_data
        return BookingValues(
            listing_id=self.policy.listing_id,
            starts_at=data["starts_at"],
            blocks=data["blocks"],
            purpose=data["purpose"],
            samples=data["samples"] or 0,
            achievement_id=data.get("achievement"),
        )


class UseForm(ServiceForm):
    """What the holder saw of a use."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    hours = NumberField(label=_("Hours used"), max_digits=6, decimal_places=1, min_value=0)
    samples = forms.IntegerField(label=_("Samples"), min_value=0, max_value=100_000, required=False)
    result = forms.CharField(
        label=_("Result"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was measured or made; the report can be attached below."),
    )
    trl_before = forms.TypedChoiceField(
        label=_("Readiness before"), coerce=int, required=False, empty_value=None, choices=_LEVELS
    )
    trl_after = forms.TypedChoiceField(
        label=_("Readiness after"), coerce=int, required=False, empty_value=None, choices=_LEVELS
    )

    piloted = False

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="record_%s", **kwargs)
        if not self.piloted:
            del self.fields["trl_before"], self.fields["trl_after"]

    @classmethod
    def of(cls, booking: Booking) -> type[UseForm]:
        """The form of one booking: on a pilot line it asks for the readiness too."""
        piloted = booking.listing.kind == PILOT_BASE.name
        return type("UseForm", (cls,), {"piloted": piloted})

    @staticmethod
    def initial_from(booking: Booking) -> dict[str, Any]:
        """As it was booked, until somebody says otherwise."""
        trl = booking.achievement.trl if booking.achievement is not None else None
        return {
            "revision": booking.revision,
            "hours": booking.hours,
            "samples": booking.samples_planned,
            "trl_before": trl,
        }

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return {"values": UseValues(**{**data, "samples": data["samples"] or 0})}


def _clock(value: datetime) -> str:
    return f"{timezone.localtime(value, timezone.get_default_timezone()):%H:%M}"
