"""Who may dispose of an institution's achievement, how its revenue is split, how it was evaluated."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.attachments.models import Attachment
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column, currency_column
from backend.deals.models import Deal


def percent_column(label: Any, *, optional: bool = False) -> models.DecimalField:
    """A column for a share of a whole in percent."""
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=optional,
        blank=optional,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )


class Grant(BaseModel):
    """A right in an achievement of an institution that its inventors apply for and its office grants."""

    class Kind(models.TextChoices):
        OWNERSHIP = "ownership", _("Ownership, in part or whole")
        LONG_TERM_USE = "long_term_use", _("Long-term right of use")

    class State(models.TextChoices):
        APPLIED = "applied", _("Waits for the office")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Not granted")
        WITHDRAWN = "withdrawn", pgettext_lazy("grant", "Withdrawn")
        ENDED = "ended", pgettext_lazy("grant", "Ended")

    achievement = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("right"), max_length=15, choices=Kind.choices)
    share = percent_column(_("share of the inventors in percent"), optional=True)
    inventors = models.CharField(_("inventors"), max_length=300)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    reasons = models.TextField(_("how they will put it to use"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.APPLIED
    )
    note = models.TextField(max_length=2000, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("grant of a right")
        verbose_name_plural = _("grants of rights")
        constraints = [
            models.UniqueConstraint(
                fields=["achievement"],
                condition=Q(state__in=["applied", "granted"]),
                name="grant_standing_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.achievement_id}"


class Plan(BaseModel):
    """How what a deal earns an institution is split, agreed by all whom it names before signing.

    A negotiated price is made public for some days first; ``noticed_on`` is when that began.
    """

    class Pricing(models.TextChoices):
        NEGOTIATED = "negotiated", _("Negotiated, with public notice")
        AUCTION = "auction", _("Public auction")
        LISTED = "listed", _("Traded on a technology market")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for agreement")
        AGREED = "agreed", _("Agreed by all")

    deal = models.OneToOneField(
        Deal, on_delete=models.PROTECT, related_name="revenue_plan", editable=False
    )
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    pricing = models.CharField(_("how the price was found"), max_length=12, choices=Pricing.choices)
    price = amount_column(_("price"), optional=True)
    currency = currency_column()
    noticed_on = models.DateField(_("public notice from"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PROPOSED
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    proposed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("plan of shares")
        verbose_name_plural = _("plans of shares")

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.get_state_display()}"

    @property
    def notice_ends_on(self) -> date | None:
        """The last day of the public notice; None where the price needs none or it has not begun."""
        if self.pricing != self.Pricing.NEGOTIATED or self.noticed_on is None:
            return None
        return self.noticed_on + timedelta(days=settings.PRICE_NOTICE_DAYS - 1)


class PlanShare(BaseModel):
    """A share of a plan: of the institution itself, or of a person."""

    class Kind(models.TextChoices):
        INSTITUTION = "institution", _("Institution")
        INVENTOR = "inventor", _("Inventor")
        BROKER = "broker", _("Technology broker")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shares")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("who"), max_length=12, choices=Kind.choices)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    percent = percent_column(_("share in percent"))
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "person"], name="share_of_person_once"),
            models.CheckConstraint(
                condition=Q(kind="institution") ^ Q(person__isnull=False),
                name="share_of_person_or_institution",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}% {self.get_kind_display()}"


class Evaluation(BaseModel):
    """A report of a body that evaluated an achievement."""

    class Level(models.TextChoices):
        INTERNATIONAL_LEADING = "international_leading", _("Leading in the world")
        INTERNATIONAL_ADVANCED = "international_advanced", _("Advanced in the world")
        DOMESTIC_LEADING = "domestic_leading", _("Leading in the country")
        DOMESTIC_ADVANCED = "domestic_advanced", _("Advanced in the country")
        OTHER = "other", _("Another finding")

    achievement = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="evaluations")
    body = models.CharField(_("evaluating body"), max_length=120)
    level = models.CharField(_("level"), max_length=25, choices=Level.choices)
    number = models.CharField(_("number of the report"), max_length=60, blank=True)
    evaluated_on = models.DateField(_("date of the report"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    finding = models.TextField(_("finding"), max_length=2000, blank=True)
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    def __str__(self) -> str:
        return f"{self.body} {self.evaluated_on}"
