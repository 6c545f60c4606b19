"""The form by which a broker puts a pairing to both sides."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import ServiceForm


class ReferralForm(ServiceForm):
    """What the broker writes to both."""

    note = forms.CharField(
        label=_("Note to both sides"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why the two should talk. Both read it, and that you propose it."),
        error_messages={"required": _("Say why the two should talk; both sides read it.")},
    )
