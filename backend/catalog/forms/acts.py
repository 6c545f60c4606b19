"""Small forms around listings: withdrawing, choosing a broker, narrowing a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.accounts.regions import region_choices, region_label
from backend.catalog.chains import chain_choices
from backend.catalog.kinds import Kind
from backend.catalog.selectors import brokers_available
from backend.catalog.taxonomies import TRL_LEVELS, choices, grouped_industries
from backend.ladder.ladders import grades_known


class BrokerForm(forms.Form):
    """Who accompanies a listing."""

    broker = forms.ModelChoiceField(
        label=_("broker"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["broker"].queryset = brokers_available()  # type: ignore[attr-defined]


class MarketFilterForm(forms.Form):
    """Narrows a list of one kind on the market: by what all listings have, and by its own choices."""

    technology_field = forms.ChoiceField(
        label=_("technology field"),
        required=False,
        choices=lambda: [("", _("all fields")), *choices("fields")],
    )
    industry = forms.ChoiceField(
        label=_("industry"),
        required=False,
        choices=lambda: [("", _("all industries")), *grouped_industries()],
    )
    chain = forms.ChoiceField(
        label=_("industry chain and link"),
        required=False,
        choices=lambda: [("", _("all chains")), *chain_choices()],
    )
    region = forms.ChoiceField(
        label=_("region"),
        required=False,
        choices=lambda: [("", _("all regions")), *region_choices()],
    )
    grade = forms.ChoiceField(
        label=_("grade of the firm"),
        required=False,
        choices=lambda: [("", _("all grades")), *grades_known().items()],
    )
    trl = forms.TypedChoiceField(
        label=_("technology readiness level"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("all levels")), *TRL_LEVELS.items()],
    )

    # One organisation's: links of figures give it.
    owner = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    def __init__(self, kind: Kind, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.kind = kind
        if not kind.words.readiness:
            del self.fields["trl"]
        if not (kind.seeks or kind.presents_owner):
            del self.fields["grade"]
        for name in kind.filters:
            column = kind.columns[name]
            self.fields[name] = forms.ChoiceField(
                label=column.verbose_name,
                required=False,
                choices=[("", _("all")), *(column.choices or ())],
            )
        region: Any = self.fields["region"]
        code = str(data.get("region", ""))
        if (name := region_label(code)) and not region.valid_value(code):
            # A district is offered by no select, and found all the same.
            region.choices = [*region.choices, (code, name)]

    def wanted(self) -> dict[str, Any]:
        """What narrows, for ``listings_narrowed``."""
        return {name: value for name, value in self.cleaned_data.items() if value}
