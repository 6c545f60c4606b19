"""The form that gives a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.subjects import Subject

from .models import MAX_WHAT
from .selectors import organisations_for, people_for

_PERSON, _ORGANISATION = "person", "organisation"


class TaskForm(forms.Form):
    """What, who, until when."""

    what = forms.CharField(label=_("What is to be done"), max_length=MAX_WHAT)
    who = forms.ChoiceField(label=_("Who"))
    due_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = organisations_for(subject)
        people = people_for(subject)
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((f"{_ORGANISATION}-{one.pk}", one.name) for one in organisations),
            *((f"{_PERSON}-{one.pk}", one.name) for one in people),
        ]
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()

    def values(self) -> dict[str, Any]:
        """The checked values as the service takes them."""
        kind, _dash, pk = self.cleaned_data["who"].partition("-")
        return {
            "what": self.cleaned_data["what"],
            "due_on": self.cleaned_data["due_on"],
            f"{kind}_id": int(pk),
        }
