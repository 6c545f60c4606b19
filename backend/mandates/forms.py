"""The form that gives a mandate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.catalog.selectors import brokers_available
from backend.core.form_fields import DayField, ServiceForm

from .selectors import listings_to_mandate
from .values import MandateValues


class MandateForm(ServiceForm):
    """To which broker, over what, until when."""

    broker = forms.ModelChoiceField(
        label=_("Broker"),
        queryset=User.objects.none(),
        empty_label=_("choose one"),
        error_messages={"required": _("Choose a broker of a verified agency.")},
    )
    listing = forms.ChoiceField(
        label=_("Over what"),
        required=False,
        help_text=_("Over one listing, the broker accompanies it from now on."),
    )
    ends_on = DayField(label=_("Holds until"))
    words = forms.CharField(
        label=_("Instructions to the broker"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the broker should heed in your name; the broker reads it."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["broker"].queryset = brokers_available()  # type: ignore[attr-defined]
        own = [row for row in listings_to_mandate(actor) if row.type.paired and not row.off_market]
        self.fields["listing"].choices = [  # type: ignore[attr-defined]
            ("", _("all our listings that this broker accompanies")),
            *((str(row.pk), row.title) for row in own),
        ]

    def values(self) -> MandateValues:
        """The checked values as the service takes them."""
        data = self.cleaned_data
        return MandateValues(
            broker_id=data["broker"].pk,
            listing_id=int(data["listing"]) if data["listing"] else None,
            ends_on=data["ends_on"],
            words=data["words"],
        )
