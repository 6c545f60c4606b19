"""The form that takes a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.requests import LARGEST
from backend.core.subjects import Subject, Tier, subject_type

from .content import ACCEPT


class FileForm(forms.Form):
    """A file, and who may read it where there is a choice."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        allow_empty_file=True,  # told by the services in their own words
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )
    tier = forms.ChoiceField(label=_("Who may read it"))
    replaces = forms.IntegerField(required=False, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tiers = subject_type(subject.name).tiers
        if len(tiers) == 1:
            del self.fields["tier"]
        else:
            choices = [(tier.value, Tier(tier).label) for tier in tiers]
            self.fields["tier"].choices = choices  # type: ignore[attr-defined]
            # A new version keeps the tier of the old one and sends none.
            self.fields["tier"].required = "replaces" not in (self.data or {})
