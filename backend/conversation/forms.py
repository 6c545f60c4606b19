"""The forms of messages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.attachments.content import ACCEPT

from .models import MAX_TEXT


class MessageForm(forms.Form):
    """What somebody says. Lengths are told by the services, which count as the text is kept."""

    text = forms.CharField(
        label=_("Message"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MAX_TEXT}),
        help_text=_("Name somebody with @ and the full name, and they are told."),
        error_messages={"required": _("Write something.")},
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=255,
        allow_empty_file=True,  # told by the services in their own words
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )


class EditForm(forms.Form):
    """New words, with those that the author saw."""

    text = forms.CharField(
        label=_("Message"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": MAX_TEXT}),
        error_messages={"required": _("Write something.")},
    )
    was = forms.CharField(strip=False, widget=forms.HiddenInput)
