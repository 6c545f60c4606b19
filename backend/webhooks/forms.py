"""The form of a webhook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.core.form_fields import ServiceForm
from backend.core.outgoing import LONGEST

from .kinds import OFFERED, event_words
from .models import MAX_DESCRIPTION


class EndpointForm(ServiceForm):
    """Where, what for, and of which events; none chosen are all."""

    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_(
            "https, in a public network. It is asked by POST and answers 2xx within 15 seconds."
        ),
    )
    description = forms.CharField(
        label=pgettext_lazy("webhook", "What for"), required=False, max_length=MAX_DESCRIPTION
    )
    kinds = forms.MultipleChoiceField(
        label=_("Events to be sent"),
        required=False,
        choices=lambda: [
            (thing.words, [(event.name, event_words(event.name)) for event in events])
            for thing, events in OFFERED.items()
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen means all, also those that come later."),
    )

    def values(self) -> dict[str, Any]:
        """What the services ask for."""
        return {name: self.cleaned_data[name] for name in ("url", "description", "kinds")}
