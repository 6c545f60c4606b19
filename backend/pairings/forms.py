"""Forms of pairings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import DeclineReason


class AcceptForm(forms.Form):
    """Carries the revision that the reader saw."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class DeclineForm(AcceptForm):
    """A reason from the list and words of one's own; the service decides what is enough."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        help_text=_("The other side reads it; it also improves what is recommended."),
        error_messages={"required": _("Choose a reason; the other side will read it.")},
    )
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
