"""What brokers do in deals: services on record, notes among themselves, commissions, saved views."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column, currency_column
from backend.deals.models import Deal, DealDuty

MAX_WORDS = 2000
MAX_PERCENT = Decimal(30)  # of a contract; more is a slip of the pen


class ServiceKind(models.TextChoices):
    """The whole process that a broker accompanies, in its order."""

    FIND = "find", pgettext_lazy("service", "Find a partner")
    REFINE = "refine", pgettext_lazy("service", "Refine the need")
    INTRODUCE = "introduce", pgettext_lazy("service", "Introduce the two sides")
    EVALUATE = "evaluate", pgettext_lazy("service", "Evaluate the technology")
    NEGOTIATE = "negotiate", pgettext_lazy("service", "Negotiate the terms")
    DRAFT = "draft", pgettext_lazy("service", "Draft the contract")
    REGISTER = "register", pgettext_lazy("service", "Help to register the contract")
    FOLLOW_UP = "follow_up", pgettext_lazy("service", "Follow up on delivery")


class Service(BaseModel):
    """A service that a broker did for a deal, on a day. It is struck out, never rewritten."""

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="services")
    broker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="services")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("service"), max_length=10, choices=ServiceKind.choices)
    done_on = models.DateField(_("day"))
    words = models.TextField(_("what was done"), max_length=MAX_WORDS)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    struck_why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("broker's service")
        verbose_name_plural = _("brokers' services")
        indexes = [models.Index(fields=["agency", "done_on"], name="service_of_agency")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done_on}"


class BrokerNote(BaseModel):
    """What the brokers of one agency tell one another about a deal; nobody else reads it."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="broker_notes")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=MAX_WORDS)

    class Meta:
        verbose_name = _("brokers' note")
        verbose_name_plural = _("brokers' notes")

    def __str__(self) -> str:
        return self.text[:60]


class Commission(BaseModel):
    """What one side of a deal pays its brokers: a rate of the contracts' amount, or an amount once.

    It stands when the side that pays and every agency with a share have agreed.
    """

    class Payer(models.TextChoices):
        BUYER = DealDuty.BUYER.value, DealDuty.BUYER.label
        SELLER = DealDuty.SELLER.value, DealDuty.SELLER.label

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("commission", "Waits for agreement")
        AGREED = "agreed", pgettext_lazy("commission", "Agreed")
        DECLINED = "declined", pgettext_lazy("commission", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("commission", "Taken back")
        REPLACED = "replaced", pgettext_lazy("commission", "Replaced by a later one")

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="commissions")
    payer = models.CharField(_("who pays"), max_length=10, choices=Payer.choices)
    percent = models.DecimalField(
        _("percent of the contract amount"),
        max_digits=5,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(MAX_PERCENT)],
    )
    amount = amount_column(_("amount"), optional=True)
    currency = currency_column()
    words = models.TextField(_("what it is for"), max_length=MAX_WORDS, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    declined_note = models.TextField(max_length=MAX_WORDS, blank=True)
    agreed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "payer"],
                condition=Q(state="proposed"),
                name="commission_proposed_once",
            ),
            models.UniqueConstraint(
                fields=["deal", "payer"], condition=Q(state="agreed"), name="commission_agreed_once"
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=False, amount__isnull=True)
                | Q(percent__isnull=True, amount__isnull=False),
                name="commission_rate_or_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.payer}"

    @property
    def payer_id(self) -> int:
        """The organisation that pays."""
        return self.deal.party_id(self.payer)


class CommissionShare(BaseModel):
    """An agency's part of a commission, in percent; the parts of one sum to exactly 100."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="shares")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("share of a commission")
        verbose_name_plural = _("shares of commissions")
        constraints = [
            models.UniqueConstraint(fields=["commission", "agency"], name="commission_share_once"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="commission_share_of_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.percent}"


class Consent(BaseModel):
    """An organisation agreed to a commission, by somebody, at a time."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "organisation"], name="commission_consent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} agreed to {self.commission_id}"


class SavedView(BaseModel):
    """A name that somebody gave to filters of the pipeline."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pipeline_views")
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name
