"""What a search asks for, and what an operator tries, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.regions import validate_region
from backend.catalog.chains import validate_chain
from backend.catalog.documents import MONEY_BANDS
from backend.catalog.kinds import NEED, kind_choices
from backend.catalog.kinds.achievement import AchievementDetails
from backend.catalog.selectors import listings_on_market
from backend.catalog.taxonomies import MODES, validate_field, validate_industry
from backend.discovery.services import signals_weighed
from backend.discovery.services.weighing import MOST
from search_index.contracts import WINDOW

LONGEST = 1_000  # characters: a whole need may be pasted
PAGE = 20
DEEPEST = WINDOW // PAGE  # pages that are numbered; beyond them each leads to the next


class SearchForm(forms.Form):
    """The address of the search page. A wrong value is told, and nothing is listed."""

    q = forms.CharField(
        label=_("search text"),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": _("Search with at most %(limit_value)d characters.")},
    )
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=[("", ""), *kind_choices()])
    field = forms.CharField(
        label=_("technology field"), required=False, validators=[validate_field]
    )
    industry = forms.CharField(label=_("industry"), required=False, validators=[validate_industry])
    chain = forms.CharField(
        label=_("industry chain and link"), required=False, validators=[validate_chain]
    )
    region = forms.CharField(label=_("region"), required=False, validators=[validate_region])
    trl = forms.IntegerField(
        label=_("technology readiness level"),
        required=False,
        min_value=1,
        max_value=9,
        error_messages={"invalid": _("The readiness level is a number from 1 to 9.")},
    )
    stage = forms.ChoiceField(
        label=_("stage"), required=False, choices=[("", ""), *AchievementDetails.Stage.choices]
    )
    modes = forms.ChoiceField(
        label=_("cooperation modes"), required=False, choices=[("", ""), *MODES.items()]
    )
    money = forms.ChoiceField(
        label=_("budget or price"),
        required=False,
        choices=[("", ""), *((str(at), str(at)) for at in range(len(MONEY_BANDS) + 1))],
    )
    newest = forms.BooleanField(label=_("newest first"), required=False)
    all = forms.BooleanField(label=_("with what merely touches it"), required=False)
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


NEEDS = 100  # to choose from, the newest
SIGNALS = {
    "dense": _("Sense of the whole text"),
    "late": _("Passages that answer the need"),
    "late_title": _("What the need's title names"),
    "lexical": _("Shared wording"),
    "lexical_title": _("Shared wording of the titles"),
    "fields": _("Industry, region, readiness, money, modes"),
    "indicators": _("Indicators"),
}


class WeightsForm(forms.Form):
    """A slider for each signal of the release in force, in percent of its weight."""

    need = forms.TypedChoiceField(label=_("Need"), coerce=int)

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        needs = listings_on_market(actor, kind=NEED.name)[:NEEDS]
        self.fields["need"].choices = [(row.pk, row.title) for row in needs]  # type: ignore[attr-defined]
        self.signals = list(signals_weighed())
        for signal in self.signals:
            self.fields[signal] = forms.IntegerField(
                label=SIGNALS.get(signal, signal),
                min_value=0,
                max_value=MOST,
                initial=100,
                widget=forms.NumberInput(
                    attrs={"type": "range", "min": 0, "max": MOST, "step": 10}
                ),
            )

    def sliders(self) -> list[forms.BoundField]:
        """The sliders, in the order of the signals."""
        return [self[signal] for signal in self.signals]

    def percents(self) -> dict[str, int]:
        """Signal → percent of its weight."""
        return {signal: self.cleaned_data[signal] for signal in self.signals}
