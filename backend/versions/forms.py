"""Which two versions are compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core import dates

from .models import StoredVersion


class CompareForm(forms.Form):
    """An earlier and a later version; the last two unless told otherwise."""

    earlier = forms.TypedChoiceField(label=_("Older version"), coerce=int)
    later = forms.TypedChoiceField(label=_("Newer version"), coerce=int)

    def __init__(self, *args: Any, versions: Sequence[StoredVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (one.number, f"{one.number} · {dates.moment(one.said_since)} · {one.changed_by or ''}")
            for one in versions
        ]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]
