"""The forms of a deal's room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.core.form_fields import MomentField, ServiceForm

from .models import MAX_STEP, Deal, Meeting, Outcome, Turn
from .selectors import people_known
from .services import MeetingValues

HOUR = timedelta(hours=1)


class PlanForm(ServiceForm):
    """The next step."""

    what = forms.CharField(label=_("What comes next"), max_length=MAX_STEP)
    due_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    whose = forms.ChoiceField(label=_("Whose step"), choices=Turn.choices, initial=Turn.BOTH)


class ResultForm(ServiceForm):
    """What came of a closed deal: one click, with words where one likes."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MeetingForm(ServiceForm):
    """When, where, what for, and who is asked; ``revision`` is sent only when it is changed."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Subject of the meeting"), max_length=200)
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    place = forms.CharField(label=pgettext_lazy("meeting", "Place"), required=False, max_length=300)
    link = forms.URLField(
        label=_("Link of the video meeting"), required=False, max_length=500, assume_scheme="https"
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    guests = forms.TypedMultipleChoiceField(
        label=_("Who is asked"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody chosen: all who take part."),
    )

    def __init__(self, data: Any = None, *, deal: Deal, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["guests"].choices = people_known(deal)  # type: ignore[attr-defined]

    def values(self) -> MeetingValues:
        """What the services take."""
        data = self.cleaned_data
        return MeetingValues(
            title=data["title"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            place=data["place"],
            link=data["link"],
            agenda=data["agenda"],
            guests=tuple(data["guests"]),
        )


def meeting_initial(meeting: Meeting | None) -> Mapping[str, Any]:
    """What the form begins with: the meeting, or tomorrow morning."""
    if meeting is not None:
        return {
            "revision": meeting.revision,
            "title": meeting.title,
            "starts_at": meeting.starts_at,
            "ends_at": meeting.ends_at,
            "place": meeting.place,
            "link": meeting.link,
            "agenda": meeting.agenda,
            "guests": [guest.user_id for guest in meeting.guests.all()],
        }
    morning = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    begins = morning + timedelta(days=1)
    return {"starts_at": begins, "ends_at": begins + HOUR}
