"""Achievements: what a university or institute offers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.catalog.conditions import OF_ANY_PARTNER
from backend.core import money
from backend.core.dates import validate_near
from backend.core.money_fields import amount_column, currency_column

from .base import (
    ABOUT_BELONGING,
    WORDS_OF_OFFERS,
    Details,
    Fact,
    Kind,
    KindWords,
    Section,
    long_text,
    of_listing,
    who_reads,
)
from .columns import validate_not_past

_NO_AMOUNT = _("A fixed price needs its amount.")


class AchievementDetails(Details):
    """What a university offers."""

    class Stage(models.TextChoices):
        LAB = "lab", _("Laboratory")
        PILOT = "pilot", _("Pilot")
        INDUSTRIALISED = "industrialised", _("Industrialised")

    class PriceMode(models.TextChoices):
        NEGOTIABLE = "negotiable", _("Negotiable")
        FIXED = "fixed", _("Fixed price")
        ROYALTY = "royalty", _("Royalty")
        AUCTION = "auction", _("Auction")
        OPEN_LICENCE = "open_licence", _("Open licence")

    class Origin(models.TextChoices):
        NATIONAL = "national", _("National project")
        PROVINCIAL = "provincial", _("Provincial or municipal project")
        COMMISSIONED = "commissioned", _("Commissioned by an enterprise")
        OWN = "own", _("Own research")
        OTHER = "other", pgettext_lazy("origin", "Other")

    listing = of_listing("achievement")
    abstract = long_text(
        _("abstract"),
        _("Principle, material or process, and results; matching reads every sentence."),
    )
    problem_solved = long_text(_("problem solved"))
    innovation = long_text(_("innovation"))
    application = long_text(_("application scenes"), _("Products and lines it can serve."))
    school = models.CharField(
        _("school or laboratory"), max_length=80, blank=True, help_text=_("Where it was made.")
    )
    origin = models.CharField(_("origin"), max_length=12, choices=Origin.choices, blank=True)
    project_number = models.CharField(_("project number"), max_length=60, blank=True)
    stage = models.CharField(_("stage"), max_length=15, choices=Stage.choices, blank=True)
    price_mode = models.CharField(
        _("pricing"), max_length=15, choices=PriceMode.choices, default=PriceMode.NEGOTIABLE
    )
    price = amount_column(_("price"), optional=True, help_text=_("As 500,000 or 50万."))
    currency = currency_column()
    licence_terms = long_text(
        _("terms of the open licence"),
        _("Fee and how it is paid, how long, for what: whoever accepts them has the licence."),
    )
    valid_until = models.DateField(
        _("offered until"),
        null=True,
        blank=True,
        validators=[validate_not_past, validate_near],
        help_text=_("Then it leaves the market, unless you renew it; you are reminded before."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(price_mode="fixed") | Q(price__isnull=False),
                name="fixed_price_given",
                violation_error_message=_NO_AMOUNT,
            )
        ]

    def clean(self) -> None:
        """What the table's constraint holds too, at the field that has to change."""
        if self.price_mode == self.PriceMode.FIXED and self.price is None:
            raise ValidationError({"price": _NO_AMOUNT})
        if self.licence_terms and self.price_mode != self.PriceMode.OPEN_LICENCE:
            raise ValidationError(
                {"licence_terms": _("Terms of an open licence go with that pricing alone.")}
            )

    @property
    def amount(self) -> str:
        """The price in words, empty where none is given."""
        return "" if self.price is None else money.short(self.price, self.currency)


def _pricing(achievement: AchievementDetails) -> str:
    mode = str(achievement.get_price_mode_display())
    return f"{mode} · {achievement.amount}" if achievement.amount else mode


ACHIEVEMENT = Kind(
    name="achievement",
    details=AchievementDetails,
    listed_by=action(
        "list_achievement",
        _("List and edit achievements"),
        [Duty.UNIVERSITY_OFFICE],
        own=[Duty.RESEARCHER],
    ),
    path="achievements",
    api_name="Achievement",
    search_names=("achievement", "achievements", "成果", "技术成果", "科技成果"),
    partners=frozenset({"need"}),
    answered_by="need",
    approved=True,
    ends="valid_until",
    sections=(
        Section(
            _("The achievement"),
            _("What it does, for whom, and what makes it different."),
            ("title", "abstract", "problem_solved", "innovation", "application"),
        ),
        Section(
            _("Indicators reached"),
            _("Measured values are compared with what needs ask; give the unit."),
            ("indicators",),
        ),
        Section(
            _("Where it belongs"),
            ABOUT_BELONGING,
            (
                *("technology_field", "industry", "chain", "region", "trl", "stage"),
                *("school", "origin", "project_number"),
            ),
        ),
        Section(
            _("Transfer and price"),
            "",
            ("modes", "price_mode", "price", "currency", "licence_terms", "valid_until"),
        ),
        who_reads(),
    ),
    facts=(
        Fact("stage"),
        Fact("price_mode", _("Price"), _pricing, condition="price"),
        Fact("school"),
        Fact("origin"),
        Fact("valid_until"),
    ),
    headlined=("price_mode",),
    headline=lambda achievement: achievement.amount or achievement.get_price_mode_display(),
    expected={
        "abstract": _("An enterprise reads first what it is and what it does."),
        "indicators": _("Numbers with units decide most matches: needs are held against yours."),
        "application": _("An enterprise looks for its own process, product or material."),
        "technology_field": _("It leads those to you who look in the field."),
        "trl": _("It tells an enterprise how far it is from use."),
    },
    conditions=OF_ANY_PARTNER | {"price": "price"},
    price=("price", "price"),
    stating=("title", "abstract", "innovation", "application", "summary"),
    beir=("corpus.jsonl", "abstract"),
    words=KindWords(
        **WORDS_OF_OFFERS,
        one=_("Achievement"),
        many=_("Achievements"),
        begin=_("List an achievement"),
        new=_("List an achievement"),
        edit=_("Edit the achievement"),
        lead=_("Say what you have. Enterprises whose needs it fits are told within seconds."),
        none_yet=_("No achievement is on the market yet. The first one finds every need that is."),
        bare=_("Only the title is here so far. A few sentences and indicators let it be compared."),
        title_help=_(
            "What it is and where it is used: “Graphene heat-spreading film for mobile devices”."
        ),
        readiness=_("readiness reached"),
        indicators=_("Indicators reached"),
        indicators_example=_(
            "For example: in-plane thermal conductivity = 1350 W/(m·K). Clear a row to remove it."
        ),
    ),
)
