"""A guided form for each kind of listing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.catalog.models import (
    LONG,
    AchievementDetails,
    Disclosure,
    ExpertDetails,
    Indicator,
    Kind,
    NeedDetails,
    OrganisationDetails,
)
from backend.core.form_fields import AmountField
from backend.core.money_fields import Currency

from .listing import ABOUT_BELONGING, ListingForm, with_none


def _long(model: Any, name: str, help_text: Any = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=model._meta.get_field(name).verbose_name,
        required=False,
        max_length=LONG,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _currency() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("currency"), choices=Currency.choices, initial=Currency.CNY)


class NeedForm(ListingForm):
    """A technology need."""

    kind = Kind.NEED
    STATING = ("title", "background", "research_content", "acceptance", "summary")
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
            ABOUT_BELONGING,
            ("technology_field", "industry", "region", "trl"),
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
        self.fields["trl"].label = _("readiness wanted")


class AchievementForm(ListingForm):
    """An achievement of a university or institute."""

    kind = Kind.ACHIEVEMENT
    COMPARATOR = Indicator.Comparator.EQ
    STATING = ("title", "abstract", "innovation", "application", "summary")
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
            ABOUT_BELONGING,
            ("technology_field", "industry", "region", "trl", "stage"),
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
        label=_("stage"), required=False, choices=with_none(AchievementDetails.Stage.choices)
    )
    price_mode = forms.ChoiceField(
        label=_("pricing"),
        choices=AchievementDetails.PriceMode.choices,
        initial=AchievementDetails.PriceMode.NEGOTIABLE,
    )
    price = AmountField(label=_("price"), required=False, help_text=_("As 500,000 or 50万."))
    currency = _currency()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _(
            "What it is and where it is used: “Graphene heat-spreading film for mobile devices”."
        )
        self.fields["trl"].label = _("readiness reached")


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
            ABOUT_BELONGING,
            ("technology_field", "industry", "region"),
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


class OrganisationForm(ListingForm):
    """The profile of an organisation."""

    kind = Kind.ORGANISATION
    SECTIONS = (
        (
            _("The organisation"),
            _("Partners look for what you can do and what you are open to more than for titles."),
            ("title", "introduction", "strengths", "offers", "seeks"),
        ),
        (
            _("Where it belongs"),
            _("Searches are narrowed by these; leave out what does not describe you."),
            ("technology_field", "industry", "region", "website", "founded"),
        ),
        (_("Cooperation"), "", ("modes",)),
        (_("Who may read it"), "", ("disclosure", "summary", "language")),
    )
    trl = None  # type: ignore[assignment]

    title = forms.CharField(label=_("name"), max_length=200)
    introduction = _long(OrganisationDetails, "introduction")
    strengths = _long(
        OrganisationDetails,
        "strengths",
        _("Laboratories, lines, methods and results by name; search reads every sentence."),
    )
    offers = _long(
        OrganisationDetails,
        "offers",
        _("What others can order: testing, pilot runs, brokerage."),
        rows=3,
    )
    seeks = _long(OrganisationDetails, "seeks", rows=3)
    website = forms.URLField(
        label=_("website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Give an address like https://www.example.org.")},
    )
    founded = forms.IntegerField(
        label=_("founded in"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Give the year in four digits.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["disclosure"].choices = [  # type: ignore[attr-defined]
            (code, words) for code, words in Disclosure.choices if code != Disclosure.CONFIDENTIAL
        ]
        self.fields["disclosure"].help_text = _("Name and public summary are for everyone.")


FORMS: dict[str, type[ListingForm]] = {
    Kind.NEED: NeedForm,
    Kind.ACHIEVEMENT: AchievementForm,
    Kind.EXPERT: ExpertForm,
    Kind.ORGANISATION: OrganisationForm,
}
