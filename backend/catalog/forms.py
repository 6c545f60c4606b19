"""Forms of listings: one for each kind, with the table of indicators in it.

Parsing is the form's; every rule is asked of ``validation.check``, which the services ask again.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import region_choices, region_label

from .form_fields import AmountField
from .indicator_forms import IndicatorFormSet
from .models import (
    LONG,
    AchievementDetails,
    Currency,
    Disclosure,
    ExpertDetails,
    Kind,
    Listing,
    NeedDetails,
)
from .selectors import brokers_available
from .taxonomies import MODES, TRL_LEVELS, choices, grouped_industries
from .validation import check
from .values import ListingValues, values_from, values_of

NONE_CHOSEN = ("", _("not stated"))
_WIDE = (forms.Textarea, forms.CheckboxSelectMultiple, forms.RadioSelect)
_CELL = re.compile(r"indicators-(\d+)-(\w+)")


def _with_none(options: list[Any]) -> list[Any]:
    return [NONE_CHOSEN, *options]


def _long(model: Any, name: str, help_text: object = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=model._meta.get_field(name).verbose_name,
        required=False,
        max_length=LONG,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _currency() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("currency"), choices=Currency.choices, initial=Currency.CNY)


class ListingForm(forms.Form):
    """What every kind asks. ``listing`` is the one being edited, ``language`` the reader's."""

    kind: ClassVar[str]
    # (heading, what it is for, fields); the fields "indicators" stands for the table.
    SECTIONS: ClassVar[tuple[tuple[object, object, tuple[str, ...]], ...]]

    # What the writer saw: a service refuses to write over a later one.
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("title"), max_length=200)
    summary = forms.CharField(
        label=_("public summary"),
        required=False,
        max_length=1000,
        help_text=_("One or two sentences that anyone may read, whatever you choose above."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field = forms.ChoiceField(
        label=_("technology field"),
        required=False,
        choices=lambda: _with_none(choices("fields")),
    )
    industry = forms.ChoiceField(
        label=_("industry"), required=False, choices=lambda: _with_none(grouped_industries())
    )
    region = forms.ChoiceField(
        label=_("region"), required=False, choices=lambda: _with_none(region_choices())
    )
    trl = forms.TypedChoiceField(
        label=_("technology readiness level"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=_with_none([(n, name) for n, name in TRL_LEVELS.items()]),
    )
    modes = forms.MultipleChoiceField(
        label=_("cooperation modes"),
        required=False,
        choices=list(MODES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    disclosure = forms.ChoiceField(
        label=_("who may read the details"),
        choices=Disclosure.choices,
        initial=Disclosure.PUBLIC,
        widget=forms.RadioSelect,
        help_text=_(
            "Title and public summary are for everyone; a confidential one’s only after signing in."
        ),
    )
    language = forms.ChoiceField(
        label=_("language of this text"),
        choices=Listing._meta.get_field("language").choices,
        help_text=_("Matching crosses languages; write in the one you know best."),
    )

    def __init__(
        self, data: Any = None, *, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        initial = dict(initial or {})
        rows = initial.pop("indicators", [])
        super().__init__(data, initial=initial, **kwargs)
        self.stored: dict[str, Any] = {}
        self.indicators = IndicatorFormSet(data, initial=rows, prefix="indicators")
        self._offer_region(self.data.get("region") if self.is_bound else initial.get("region"))

    @classmethod
    def initial_of(cls, listing: Listing) -> dict[str, Any]:
        """What the form shows of a stored listing."""
        values = values_of(listing)
        found = {name: getattr(values, name) for name in values.__dataclass_fields__}
        found["indicators"] = [dataclasses.asdict(row) for row in values.indicators]
        return found | {"revision": listing.revision}

    def sections(self) -> list[dict[str, Any]]:
        """Headings with blocks of fields in the order a page shows them; small fields share a row.

        A field carries ``stored``, what somebody else saved in it meanwhile, where that differs.
        """
        return [
            {
                "heading": heading,
                "about": about,
                "blocks": self._blocks(names),
            }
            for heading, about, names in self.SECTIONS
        ]

    def _blocks(self, names: tuple[str, ...]) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = []
        for name in names:
            if name == "indicators":
                blocks.append({"table": self.indicators, "stored": self.stored.get(name)})
                continue
            shown = {"field": self[name], "stored": self.stored.get(name)}
            wide = name == "title" or isinstance(self.fields[name].widget, _WIDE)
            if wide or not blocks or "row" not in blocks[-1]:
                blocks.append({"wide" if wide else "row": []})
            next(iter(blocks[-1].values())).append(shown)
        return blocks

    def is_valid(self) -> bool:
        """Whether fields, indicator cells and all rules agree; asks everything, so that a reader
        sees every error at once."""
        cells_valid = self.indicators.is_valid()
        return super().is_valid() and cells_valid and not self.indicators.has_errors

    def clean(self) -> dict[str, Any]:
        """Ask the rules about what could be parsed; a field shows its own error first."""
        self.indicators.is_valid()
        data = super().clean() or {}
        try:
            check(Listing(kind=self.kind), self._values(data))
        except ValidationError as found:
            self.add_service_errors(found)
        return data

    def values(self) -> ListingValues:
        """What a valid form hands to a service."""
        return self._values(self.cleaned_data)

    def add_service_errors(self, found: ValidationError) -> None:
        """Put a service's errors beside their fields and cells, where none is shown yet."""
        for name, errors in found.error_dict.items():
            cell = _CELL.fullmatch(name)
            if cell:
                self.indicators.add_cell_error(int(cell[1]), cell[2], errors)
            elif name == "indicators":
                self.indicators.add_table_error(errors)
            elif name in self.fields:
                if name not in self._errors:
                    self.add_error(name, errors)
            else:
                self.add_error(None, errors)

    def hide_errors(self) -> None:
        """Show what was typed without complaint, where nothing was sent off yet."""
        self._errors = ErrorDict()
        for row in self.indicators.forms:
            row._errors = ErrorDict()
        self.indicators._non_form_errors = self.indicators.error_class()

    def accept_revision(self, revision: int) -> None:
        """Let the next attempt start from ``revision``: its reader has been shown it."""
        self.data = self.data.copy()  # type: ignore[assignment]
        self.data["revision"] = str(revision)

    @property
    def shows_errors(self) -> bool:
        """Whether anything was refused."""
        return self.is_bound and bool(
            self.errors or self.indicators.has_errors or self.indicators.table_errors
        )

    def _values(self, data: dict[str, Any]) -> ListingValues:
        found = {"title": ""} | data | {"indicators": self.indicators.values()}
        return values_from(self.kind, found)

    def _offer_region(self, code: Any) -> None:
        """A district came by the API or an import: saving the page must not lose it."""
        field = self.fields["region"]
        name = region_label(str(code)) if code else ""
        if name and not field.valid_value(str(code)):  # type: ignore[attr-defined]
            field.choices = [*field.choices, (str(code), name)]  # type: ignore[attr-defined]


class NeedForm(ListingForm):
    """A technology need."""

    kind = Kind.NEED
    SECTIONS = (
        (
            _("The problem"),
            _("What fails today, under which conditions, and what you have tried."),
            ("title", "background", "current_process", "research_content"),
        ),
        (
            _("Indicators"),
            _("Numbers decide most matches: each is compared with what achievements report."),
            ("indicators", "acceptance"),
        ),
        (
            _("Where it belongs"),
            _("Leave out what you do not know; unknown never counts against you."),
            ("field", "industry", "region", "trl"),
        ),
        (
            _("Conditions"),
            "",
            ("modes", "budget_min", "budget_max", "currency", "deadline"),
        ),
        (_("Who may read it"), "", ("disclosure", "summary", "language")),
    )

    background = _long(
        NeedDetails,
        "background",
        _("Name the material, part or process and the conditions; matching reads every sentence."),
    )
    current_process = _long(NeedDetails, "current_process", rows=3)
    research_content = _long(NeedDetails, "research_content", rows=3)
    acceptance = _long(NeedDetails, "acceptance", _("How you will test that it is solved."), rows=3)
    budget_min = AmountField(label=_("budget from"), required=False)
    budget_max = AmountField(
        label=_("budget up to"), required=False, help_text=_("As 500,000 or 50万.")
    )
    currency = _currency()
    deadline = forms.DateField(
        label=_("deadline"),
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2027-06-30.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _(
            "What you want, on what, under which condition: “Flexible heat-spreading film for phones”."
        )
        self.fields["trl"].label = _("readiness level wanted")


class AchievementForm(ListingForm):
    """An achievement of a university or institute."""

    kind = Kind.ACHIEVEMENT
    SECTIONS = (
        (
            _("The achievement"),
            _("What it does, for whom, and what makes it different."),
            ("title", "abstract", "problem_solved", "innovation", "application"),
        ),
        (
            _("Indicators reached"),
            _("Measured values are compared with what needs ask; give the unit."),
            ("indicators",),
        ),
        (
            _("Where it belongs"),
            _("Leave out what you do not know; unknown never counts against you."),
            ("field", "industry", "region", "trl", "stage"),
        ),
        (_("Transfer and price"), "", ("modes", "price_mode", "price", "currency")),
        (_("Who may read it"), "", ("disclosure", "summary", "language")),
    )

    abstract = _long(
        AchievementDetails,
        "abstract",
        _("Principle, material or process, and results; matching reads every sentence."),
    )
    problem_solved = _long(AchievementDetails, "problem_solved", rows=3)
    innovation = _long(AchievementDetails, "innovation", rows=3)
    application = _long(
        AchievementDetails, "application", _("Products and lines it can serve."), rows=3
    )
    stage = forms.ChoiceField(
        label=_("stage"), required=False, choices=_with_none(AchievementDetails.Stage.choices)
    )
    price_mode = forms.ChoiceField(
        label=_("pricing"),
        choices=AchievementDetails.PriceMode.choices,
        initial=AchievementDetails.PriceMode.NEGOTIABLE,
    )
    price = AmountField(
        label=_("price"), required=False, help_text=_("As 500,000 or 50万.")
    )
    currency = _currency()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _(
            "What it is and where it is used: “Graphene heat-spreading film for mobile devices”."
        )
        self.fields["trl"].label = _("readiness level reached")


class ExpertForm(ListingForm):
    """An expert's profile."""

    kind = Kind.EXPERT
    SECTIONS = (
        (
            _("The person"),
            _("Enterprises look for what somebody has done more than for titles."),
            ("title", "biography", "research", "services"),
        ),
        (
            _("Where it belongs"),
            _("Leave out what you do not know; unknown never counts against you."),
            ("field", "industry", "region"),
        ),
        (_("Cooperation"), "", ("modes",)),
        (_("Who may read it"), "", ("disclosure", "summary", "language")),
    )
    trl = None  # type: ignore[assignment]

    biography = _long(ExpertDetails, "biography")
    research = _long(
        ExpertDetails,
        "research",
        _("Problems, materials and methods by name; matching reads every sentence."),
    )
    services = _long(ExpertDetails, "services", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("name and position")
        self.fields["title"].help_text = _("Like “Li Mubai · Professor · hydrometallurgy”.")


FORMS: dict[str, type[ListingForm]] = {
    Kind.NEED: NeedForm,
    Kind.ACHIEVEMENT: AchievementForm,
    Kind.EXPERT: ExpertForm,
}


class WithdrawForm(forms.Form):
    """Why a listing leaves the market."""

    reason = forms.CharField(label=_("reason"), required=False, max_length=300)


class BrokerForm(forms.Form):
    """Who accompanies a listing."""

    broker = forms.ModelChoiceField(
        label=_("broker"), queryset=None, required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["broker"].queryset = brokers_available()  # type: ignore[attr-defined]


class MarketFilterForm(forms.Form):
    """Narrows a list of the market."""

    field = forms.ChoiceField(
        label=_("technology field"),
        required=False,
        choices=lambda: [("", _("all fields")), *choices("fields")],
    )
    industry = forms.ChoiceField(
        label=_("industry"),
        required=False,
        choices=lambda: [("", _("all industries")), *grouped_industries()],
    )
    region = forms.ChoiceField(
        label=_("region"),
        required=False,
        choices=lambda: [("", _("all regions")), *region_choices()],
    )
