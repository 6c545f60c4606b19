"""The forms of the shelf and of a patent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import region_choices
from backend.catalog.chains import chain_choices
from backend.catalog.kinds.achievement import AchievementDetails
from backend.catalog.taxonomies import MODES, choices

SORT_WORDS = [
    ("newest", _("Newest first")),
    ("price", _("Lowest price first")),
    ("readiness", _("Most mature first")),
]


class ShelfForm(forms.Form):
    """Narrows the shelf: everything stands in the address."""

    chain = forms.ChoiceField(
        label=_("industry chain and link"),
        required=False,
        choices=lambda: [("", _("all chains")), *chain_choices()],
    )
    technology_field = forms.ChoiceField(
        label=_("technology field"),
        required=False,
        choices=lambda: [("", _("all fields")), *choices("fields")],
    )
    terms = forms.ChoiceField(
        label=_("price and terms"),
        required=False,
        choices=[("", _("all terms")), *AchievementDetails.PriceMode.choices],
    )
    mode = forms.ChoiceField(
        label=_("cooperation mode"), required=False, choices=[("", _("all")), *MODES.items()]
    )
    region = forms.ChoiceField(
        label=_("region"),
        required=False,
        choices=lambda: [("", _("all regions")), *region_choices()],
    )
    sort = forms.ChoiceField(label=_("order"), required=False, choices=SORT_WORDS)

    def wanted(self) -> dict[str, Any]:
        """What narrows and orders; a wrong value is told beside its field."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return {"sort": "newest"} | found


class PatentForm(forms.Form):
    """A patent of one's own, for which needs are looked for; nothing of it is kept."""

    title = forms.CharField(label=_("Title of the patent"), max_length=200)
    abstract = forms.CharField(
        label=_("Abstract or first claim"),
        max_length=780,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Copy the abstract: needs are compared by words and by meaning."),
    )

    def text(self) -> str:
        """What is searched for."""
        return f"{self.cleaned_data['title']} {self.cleaned_data['abstract']}"
