"""Forms of the help desk; the services decide."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import ReportReason, Ticket
from .services import MOST_CHARACTERS


class TicketForm(forms.Form):
    """Asks the platform."""

    topic = forms.ChoiceField(
        label=_("What is it about?"), choices=Ticket.Topic.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Your question in one line"), max_length=120)
    text = forms.CharField(
        label=_("What happened, and what did you expect?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Numbers of deals, contracts or payments help. You may add files afterwards."),
    )


class ReportForm(forms.Form):
    """Reports a listing."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("How do you know?"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The owner does not learn who reported it."),
    )


class AuditForm(forms.Form):
    """Searches the audit trail."""

    person = forms.CharField(label=_("Who: name or e-mail address"), max_length=120, required=False)
    subject = forms.CharField(
        label=_("Of what"),
        max_length=40,
        required=False,
        help_text=_("For example deal or listing."),
    )
    subject_id = forms.IntegerField(
        label=_("Its id"), required=False, min_value=1, max_value=2**63 - 1
    )
    event = forms.CharField(
        label=_("Event begins with"),
        max_length=80,
        required=False,
        help_text=_("For example contract or listing.published."),
    )
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    archive = forms.BooleanField(label=_("Search the archive instead"), required=False)
