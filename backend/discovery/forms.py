"""What a search asks for, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import validate_region
from backend.catalog.models import Kind
from backend.catalog.taxonomies import validate_field, validate_industry
from search_index.contracts import WINDOW

LONGEST = 1_000  # characters: a whole need may be pasted
PAGE = 20
DEEPEST = WINDOW // PAGE  # pages that are numbered; beyond them each leads to the next


class SearchForm(forms.Form):
    """The address of the search page. A wrong value is told and left out."""

    q = forms.CharField(
        label=_("search text"),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": _("Search with at most %(limit_value)d characters.")},
    )
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=[("", ""), *Kind.choices])
    field = forms.CharField(
        label=_("technology field"), required=False, validators=[validate_field]
    )
    industry = forms.CharField(label=_("industry"), required=False, validators=[validate_industry])
    region = forms.CharField(label=_("region"), required=False, validators=[validate_region])
    trl = forms.IntegerField(
        label=_("technology readiness level"),
        required=False,
        min_value=1,
        max_value=9,
        error_messages={"invalid": _("The readiness level is a number from 1 to 9.")},
    )
    newest = forms.BooleanField(label=_("newest first"), required=False)
    page = forms.IntegerField(
        label=_("page number"),
        required=False,
        min_value=1,
        max_value=DEEPEST,
        error_messages={
            "invalid": _("The page is a number."),
            "min_value": _("Pages count from 1."),
            "max_value": _("A search numbers its first %(limit_value)d pages; narrow it."),
        },
    )
    after = forms.CharField(label=_("place in the list"), required=False)

    def wanted(self) -> dict[str, Any]:
        """What could be used, after validation."""
        self.is_valid()
        return self.cleaned_data
