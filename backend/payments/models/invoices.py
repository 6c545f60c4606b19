"""Invoices 发票 of payments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import User
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column

from .payments import Payment


class InvoiceKind(models.TextChoices):
    SPECIAL = "special", _("Special VAT invoice")
    ORDINARY = "ordinary", _("Ordinary VAT invoice")


class Invoice(BaseModel):
    """What the payee issues over a payment; the file itself hangs on the payment.

    A refund makes it due for a red-letter invoice, which ``red_number`` names, over ``red_amount``.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("invoice", "Asked for")
        ISSUED = "issued", pgettext_lazy("invoice", "Issued")
        RETURNED = "returned", pgettext_lazy("invoice", "Returned for correction")
        RED_DUE = "red_due", pgettext_lazy("invoice", "Red-letter invoice due")
        RED_ISSUED = "red_issued", pgettext_lazy("invoice", "Red-letter invoice issued")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="invoices")
    kind = models.CharField(_("kind"), max_length=10, choices=InvoiceKind.choices)
    title = models.CharField(_("invoice title"), max_length=120)
    tax_number = models.CharField(_("taxpayer's number"), max_length=20, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.REQUESTED
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    number = models.CharField(_("invoice number"), max_length=20, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    amount = amount_column(_("amount with tax"), optional=True)
    tax = amount_column(_("of it tax"), optional=True)
    red_number = models.CharField(_("number of the red-letter invoice"), max_length=20, blank=True)
    red_on = models.DateField(_("issued on"), null=True)
    red_amount = amount_column(_("amount of the red-letter invoice"), optional=True)
    note = models.TextField(max_length=2000, blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=~Q(state="red_issued"), name="invoice_open_once"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="invoice_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.title} of {self.payment_id}"
