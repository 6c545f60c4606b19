"""Vouchers and their uses on contracts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation
from backend.attachments.models import Attachment
from backend.contracts.models import Contract
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column
from backend.delivery.models import Milestone
from backend.ledger.models import Transfer

from .programmes import Programme, Provider, person_column
from .supports import Support


class Voucher(BaseModel):
    """What a firm may spend in a year; its money is in the ledger's account of this number."""

    class State(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("voucher", "Valid")
        EXPIRED = "expired", pgettext_lazy("voucher", "Expired")

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="vouchers")
    support = models.OneToOneField(Support, on_delete=models.PROTECT, related_name="voucher")
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="vouchers")
    amount = amount_column(_("amount"))
    expires_on = models.DateField(_("valid until"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ACTIVE)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        constraints = [
            models.UniqueConstraint(fields=["programme", "firm"], name="voucher_once_a_firm")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def usable(self) -> bool:
        """Whether it may be reserved on a contract today."""
        return self.state == self.State.ACTIVE and timezone.localdate() <= self.expires_on


class Redemption(BaseModel):
    """The use of a voucher on a contract. ``amount`` is what is reserved, ``claimed`` what the invoice
    carries of it."""

    class State(models.TextChoices):
        RESERVED = "reserved", pgettext_lazy("redemption", "Reserved on the contract")
        CLAIMED = "claimed", pgettext_lazy("redemption", "Invoice being checked")
        APPROVED = "approved", pgettext_lazy("redemption", "Approved, to be paid")
        PAID = "paid", pgettext_lazy("redemption", "Paid")
        AUDITED = "audited", pgettext_lazy("redemption", "Paid and audited")
        RELEASED = "released", pgettext_lazy("redemption", "Released")

    OPEN = (State.RESERVED, State.CLAIMED, State.APPROVED)
    SPENT = (State.PAID, State.AUDITED)

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="redemptions")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    # What it is taken off: the office pays this part of it to the provider, the firm the rest. Null
    # where the firm pays in full and gets the part back.
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, related_name="redemptions"
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(_("service"), max_length=40)
    amount = amount_column(_("amount reserved"))
    claimed = amount_column(_("amount claimed"), optional=True)
    invoice_number = models.CharField(_("invoice number"), max_length=30, blank=True)
    invoice_amount = amount_column(_("invoice amount"), optional=True)
    invoice_on = models.DateField(_("invoice date"), null=True, blank=True)
    invoice = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.RESERVED
    )
    note = models.TextField(max_length=2000, blank=True, editable=False)
    payment_note = models.CharField(_("reference of the transfer"), max_length=120, blank=True)
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="+")
    approved_by = person_column(null=True)
    paid_on = models.DateField(null=True, editable=False)
    audit = models.CharField(max_length=10, blank=True, editable=False)
    audit_note = models.TextField(max_length=2000, blank=True, editable=False)
    reserved_by = person_column()
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("use of a voucher")
        verbose_name_plural = _("uses of vouchers")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "invoice_number"],
                condition=~Q(state="released") & ~Q(invoice_number=""),
                name="redemption_invoice_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.voucher_id} on {self.contract_id}: {self.state}"

    @property
    def pays_provider(self) -> bool:
        """Whether the office pays the provider, and nothing is paid back to the firm."""
        return self.milestone_id is not None or self.voucher.programme.scheme.pays != "firm"

    @property
    def service_words(self) -> str:
        """The service in words."""
        found = self.voucher.programme.scheme.service(self.service)
        return found.words if found else self.service


class Verdict(models.TextChoices):
    """What an audit found."""

    RIGHT = "right", pgettext_lazy("audit", "Right")
    DOUBTFUL = "doubtful", pgettext_lazy("audit", "Doubtful")
