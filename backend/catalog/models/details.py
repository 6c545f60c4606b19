"""One detail table for each kind of listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.money_fields import amount_column, currency_column

from .listings import Kind, Listing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG = 20_000  # characters of one long text
FIRST_FOUNDED = 900  # no academy that lives on is older


class Details(models.Model):
    """Base of the detail tables; TEXTS are its long texts, all of the details tier."""

    TEXTS: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


def _long(label: _StrPromise) -> models.TextField:
    return models.TextField(label, max_length=LONG, blank=True)


class NeedDetails(Details):
    """What an enterprise wants solved."""

    TEXTS = ("background", "current_process", "research_content", "acceptance")

    listing = models.OneToOneField(
        Listing, on_delete=models.CASCADE, primary_key=True, related_name="need_details"
    )
    background = _long(_("problem and background"))
    current_process = _long(_("current process"))
    research_content = _long(_("research content wanted"))
    acceptance = _long(_("acceptance criteria"))
    budget_min = amount_column(_("budget from"), optional=True)
    budget_max = amount_column(_("budget up to"), optional=True)
    currency = currency_column()
    deadline = models.DateField(_("deadline"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_min__isnull=True)
                | Q(budget_max__isnull=True)
                | Q(budget_min__lte=F("budget_max")),
                name="budget_in_order",
                violation_error_message=_("The budget begins above its upper end."),
            )
        ]


class AchievementDetails(Details):
    """What a university offers."""

    TEXTS = ("abstract", "problem_solved", "innovation", "application")

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

    listing = models.OneToOneField(
        Listing, on_delete=models.CASCADE, primary_key=True, related_name="achievement_details"
    )
    abstract = _long(_("abstract"))
    problem_solved = _long(_("problem solved"))
    innovation = _long(_("innovation"))
    application = _long(_("application scenes"))
    stage = models.CharField(_("stage"), max_length=15, choices=Stage.choices, blank=True)
    price_mode = models.CharField(
        _("pricing"), max_length=15, choices=PriceMode.choices, default=PriceMode.NEGOTIABLE
    )
    price = amount_column(_("price"), optional=True)
    currency = currency_column()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(price_mode="fixed") | Q(price__isnull=False),
                name="fixed_price_given",
                violation_error_message=_("A fixed price needs its amount."),
            )
        ]


class ExpertDetails(Details):
    """What a person can help with."""

    TEXTS = ("biography", "research", "services")

    listing = models.OneToOneField(
        Listing, on_delete=models.CASCADE, primary_key=True, related_name="expert_details"
    )
    biography = _long(_("biography"))
    research = _long(_("research"))
    services = _long(_("services offered"))


def validate_https(address: str) -> None:
    """Refuse an address that a reader would open unencrypted, or that is no page at all."""
    if not address.startswith("https://"):
        raise ValidationError(_("Give an address that begins with https://."))


def validate_founded(year: int) -> None:
    """Refuse a year of the far past or one to come."""
    this_year = timezone.localdate().year
    if not FIRST_FOUNDED <= year <= this_year:
        raise ValidationError(
            _("Give the year of foundation, from %(first)s to %(last)s."),
            params={"first": FIRST_FOUNDED, "last": this_year},
        )


class OrganisationDetails(Details):
    """What an organisation says of itself."""

    TEXTS = ("introduction", "strengths", "offers", "seeks")

    listing = models.OneToOneField(
        Listing, on_delete=models.CASCADE, primary_key=True, related_name="organisation_details"
    )
    introduction = _long(_("introduction"))
    strengths = _long(_("strengths"))
    offers = _long(_("services on offer"))
    seeks = _long(_("cooperation sought"))
    website = models.URLField(_("website"), blank=True, validators=[validate_https])
    founded = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[validate_founded]
    )


DETAILS: dict[str, type[Details]] = {
    Kind.NEED: NeedDetails,
    Kind.ACHIEVEMENT: AchievementDetails,
    Kind.EXPERT: ExpertDetails,
    Kind.ORGANISATION: OrganisationDetails,
}
