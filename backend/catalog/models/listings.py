"""Listings: one table for every kind; what is particular to one stands in its details."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.catalog.chains import validate_chain
from backend.catalog.kinds import KINDS, Details, Kind, kind_choices
from backend.catalog.taxonomies import MODES, validate_field, validate_industry, validate_mode_list
from backend.core.models import BaseModel

# The kinds of which an organisation has one at a time.
PRESENTING = [kind.name for kind in KINDS.values() if kind.presents_owner]
LANGUAGES = [("zh", _("Chinese")), ("en", _("English"))]


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("listing", "With the office")
    PUBLISHED = "published", _("Published")
    CONTRACTED = "contracted", pgettext_lazy("listing", "In contract")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", pgettext_lazy("listing", "Closed")


NOT_YET = (Status.DRAFT, Status.SUBMITTED)  # on the market
# After having been on it. What is in contract is read as before, and wanted no more.
OFF_MARKET = (Status.CONTRACTED, Status.WITHDRAWN, Status.CLOSED)
SHOWN = (Status.PUBLISHED, Status.CONTRACTED)  # to whom its disclosure names


class ClosingReason(models.TextChoices):
    SOLVED_HERE = "solved_here", _("Solved with a partner found here")
    SOLVED_ELSEWHERE = "solved_elsewhere", _("Solved in another way")
    NOT_WANTED = "not_wanted", _("No longer wanted")
    OTHER = "other", _("Another reason")


class Ending(models.TextChoices):
    """How a need is closed by others than its authors."""

    EXPIRED = "expired", _("Its deadline has passed")
    REJECTED = "rejected", _("Rejected by an advisory panel")


SOLVED = (ClosingReason.SOLVED_HERE, ClosingReason.SOLVED_ELSEWHERE)


class Disclosure(models.TextChoices):
    PUBLIC = "public", pgettext_lazy("disclosure", "Public")
    REGISTERED = "registered", _("Details for registered users")
    CONFIDENTIAL = "confidential", _("Details for agreed partners only")


class Listing(BaseModel):
    """Something offered or sought on the market.

    ``revision`` rises with every change of content, for stale forms; ``document_version`` with
    everything that changes the index document, which includes rights.
    """

    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
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
    technology_field = models.CharField(
        _("technology field"), max_length=30, blank=True, validators=[validate_field]
    )
    industry = models.CharField(
        _("industry"), max_length=3, blank=True, validators=[validate_industry]
    )
    # A chain, a link of it or a technology: chains.py.
    chain = models.CharField(
        _("industry chain and link"), max_length=7, blank=True, validators=[validate_chain]
    )
    region = models.CharField(_("region"), max_length=12, blank=True, validators=[validate_region])
    trl = models.PositiveSmallIntegerField(
        _("technology readiness level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    modes = models.JSONField(
        _("cooperation modes"), default=list, blank=True, validators=[validate_mode_list]
    )
    # Of the kind's ``conditions``; what is not among them only lowers a score.
    required_conditions = models.JSONField(_("must be met"), default=list, blank=True)
    # Of the form that began it: sent twice, it begins one listing.
    form_token = models.UUIDField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    document_version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    transferred_at = models.DateTimeField(_("transferred at"), null=True, editable=False)
    closing_reason = models.CharField(
        _("closing reason"),
        max_length=20,
        choices=[*ClosingReason.choices, *Ending.choices],
        blank=True,
        editable=False,
    )
    closing_note = models.TextField(_("closing note"), max_length=2000, blank=True, editable=False)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "external_id"],
                condition=~Q(external_id=""),
                name="listing_external_id_once",
            ),
            models.UniqueConstraint(fields=["contact", "form_token"], name="listing_form_once"),
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(kind__in=PRESENTING) & ~Q(status="withdrawn"),
                name="organisation_presented_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_has_date",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "kind", "-published_at"], name="listing_newest"),
            models.Index(fields=["owner", "kind", "status"], name="listing_of_owner"),
            models.Index(fields=["kind", "chain"], name="listing_of_chain", condition=~Q(chain="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def off_market(self) -> bool:
        """Whether it left the market: it changes no more until it is published again."""
        return self.status in OFF_MARKET

    @property
    def published(self) -> bool:
        """Whether it is on the market now."""
        return self.status == Status.PUBLISHED

    @property
    def type(self) -> Kind:
        """What is particular to its kind."""
        return KINDS[self.kind]

    @property
    def details(self) -> Details:
        """The row of this listing's kind."""
        found: Details = getattr(self, self.type.relation)
        return found

    @property
    def mode_labels(self) -> list[object]:
        """The cooperation modes in words."""
        return [MODES[mode] for mode in self.modes]
