"""The form that asks for access."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import ServiceForm

from .models import MAX_PURPOSE

DAYS = [(30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("a year"))]


class AccessForm(ServiceForm):
    """What for, for how long; ``version`` is of the promise that stands above."""

    version = forms.CharField(widget=forms.HiddenInput)
    purpose = forms.CharField(
        label=_("What you want to read it for"),
        max_length=MAX_PURPOSE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The owner reads this and decides by it."),
    )
    days = forms.TypedChoiceField(
        label=_("For how long"), choices=DAYS, coerce=int, initial=90, widget=forms.RadioSelect
    )
