"""Listings: one table for needs, achievements and experts, with one detail table per kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.core.models import BaseModel
from matching.contracts import NOT_DETECTED

from .taxonomies import MODES, validate_field, validate_industry, validate_mode_list

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG = 20_000  # characters of one long text
MAX_AMOUNT = 10**13
LANGUAGES = [("zh", _("Chinese")), ("en", _("English"))]


class Kind(models.TextChoices):
    NEED = "need", _("Technology need")
    ACHIEVEMENT = "achievement", _("Achievement")
    EXPERT = "expert", _("Expert")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Disclosure(models.TextChoices):
    PUBLIC = "public", pgettext_lazy("disclosure", "Public")
    REGISTERED = "registered", _("Details for registered users")
    CONFIDENTIAL = "confidential", _("Details for agreed partners only")


class Listing(BaseModel):
    """Something offered or sought on the market.

    ``revision`` rises with every change of content, for stale forms; ``document_version`` with
    everything that changes the index document, which includes rights.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="listings", verbose_name=_("owner")
    )
    contact = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="listings", verbose_name=_("contact")
    )
    broker = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="brokered",
        verbose_name=_("broker"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    disclosure = models.CharField(
        _("disclosure"), max_length=12, choices=Disclosure.choices, default=Disclosure.PUBLIC
    )
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    external_id = models.CharField(_("external id"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("public summary"), max_length=1000, blank=True)
    field = models.CharField(
        _("technology field"), max_length=30, blank=True, validators=[validate_field]
    )
    industry = models.CharField(
        _("industry"), max_length=3, blank=True, validators=[validate_industry]
    )
    region = models.CharField(_("region"), max_length=6, blank=True, validators=[validate_region])
    trl = models.PositiveSmallIntegerField(
        _("technology readiness level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    modes = models.JSONField(
        _("cooperation modes"), default=list, blank=True, validators=[validate_mode_list]
    )
    # Of the kind's ``conditions.STATED_BY``; what is not among them only lowers a score.
    required = models.JSONField(_("must be met"), default=list, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    document_version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "external_id"],
                condition=~Q(external_id=""),
                name="listing_external_id_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_has_date",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "kind", "-published_at"], name="listing_newest"),
            models.Index(fields=["owner", "kind", "status"], name="listing_of_owner"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def published(self) -> bool:
        """Whether it is on the market now."""
        return self.status == Status.PUBLISHED

    @property
    def details(self) -> NeedDetails | AchievementDetails | ExpertDetails:
        """The row of this listing's kind."""
        found: NeedDetails | AchievementDetails | ExpertDetails = getattr(
            self, f"{self.kind}_details"
        )
        return found

    @property
    def mode_labels(self) -> list[object]:
        """The cooperation modes in words."""
        return [MODES[mode] for mode in self.modes]


class Details(models.Model):
    """Base of the detail tables; TEXTS are its long texts, all of the details tier."""

    TEXTS: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


def _long(label: _StrPromise) -> models.TextField:
    return models.TextField(label, max_length=LONG, blank=True)


def _amount(label: _StrPromise) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_AMOUNT - 1)],
    )


class Currency(models.TextChoices):
    CNY = "CNY", _("Chinese yuan")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("Euro")
    HKD = "HKD", _("Hong Kong dollar")


def _currency() -> models.CharField:
    return models.CharField(
        _("currency"), max_length=3, choices=Currency.choices, default=Currency.CNY
    )


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
    budget_min = _amount(_("budget from"))
    budget_max = _amount(_("budget up to"))
    currency = _currency()
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
    price = _amount(_("price"))
    currency = _currency()

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


DETAILS: dict[str, type[Details]] = {
    Kind.NEED: NeedDetails,
    Kind.ACHIEVEMENT: AchievementDetails,
    Kind.EXPERT: ExpertDetails,
}


class Indicator(models.Model):
    """A quantified statement: wanted by a need, reached by an achievement."""

    class Comparator(models.TextChoices):
        GE = ">=", "≥"
        LE = "<=", "≤"
        GT = ">", ">"
        LT = "<", "<"
        EQ = "=", "="
        RANGE = "range", _("range")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("indicator"), max_length=80)
    comparator = models.CharField(
        _("comparator"), max_length=5, choices=Comparator.choices, default=Comparator.GE
    )
    value = models.DecimalField(_("value"), max_digits=30, decimal_places=12)
    value_max = models.DecimalField(
        _("upper value"), max_digits=30, decimal_places=12, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=30, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "position"], name="indicator_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.comparator} {self.value} {self.unit}".strip()

    @property
    def not_detected(self) -> bool:
        """Whether it says that nothing was found, and not how much."""
        return self.unit == NOT_DETECTED and not self.value


class Tier(models.TextChoices):
    SUMMARY = "summary"
    DETAILS = "details"


class ListingAudience(models.Model):
    """A token that may read a tier of a listing: computed by services, never edited by hand."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="audiences")
    tier = models.CharField(max_length=8, choices=Tier.choices)
    token = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "tier", "token"], name="audience_once")
        ]
        indexes = [models.Index(fields=["token", "tier", "listing"], name="audience_by_token")]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.tier} {self.token}"


class ListingGrant(BaseModel):
    """An organisation that may read the details, because a deal was agreed."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "organisation"], name="grant_once")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} to {self.organisation_id}"
