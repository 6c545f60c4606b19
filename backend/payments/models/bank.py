"""Bank transfers between two organisations: accounts, statements, and what was confirmed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column, currency_column

from .payments import Payment


class BankAccount(BaseModel):
    """Where an organisation is paid in a currency. Whoever pays it reads this, nobody else."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="bank_accounts"
    )
    currency = currency_column()
    holder = models.CharField(_("account holder"), max_length=120)
    bank = models.CharField(_("bank and branch"), max_length=120)
    number = models.CharField(_("account number"), max_length=40)
    code = models.CharField(_("clearing number of the bank"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "currency"], name="bank_account_once")
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.number}"


class BankStatement(BaseModel):
    """A file of bookings that a payee's bank gave out."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="bank_statements"
    )
    name = models.CharField(_("file name"), max_length=120)
    currency = currency_column()
    lines_read = models.PositiveIntegerField(default=0)  # credits in the file
    lines_new = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")

    def __str__(self) -> str:
        return self.name


class StatementLine(BaseModel):
    """A credit of a statement. ``key`` tells the same booking in two files."""

    class Verdict(models.TextChoices):
        FITS = "fits", pgettext_lazy("bank line", "Fits")
        SHORT = "short", pgettext_lazy("bank line", "Less than is due")
        OVER = "over", pgettext_lazy("bank line", "More than is due")
        CLOSED = "closed", pgettext_lazy("bank line", "Its payment is not open")
        UNKNOWN = "unknown", pgettext_lazy("bank line", "No reference of ours")

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    booked_on = models.DateField(_("booked on"))
    amount = amount_column(_("amount"))
    currency = currency_column()
    counterparty = models.CharField(_("from"), max_length=200, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, related_name="statement_lines"
    )
    verdict = models.CharField(max_length=8, choices=Verdict.choices)

    class Meta:
        verbose_name = _("line of a bank statement")
        verbose_name_plural = _("lines of bank statements")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="statement_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount} {self.remark}"


class BankReceipt(BaseModel):
    """What a payee confirmed to have received for a payment."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="bank_receipt")
    amount = amount_column(_("amount"))
    received_on = models.DateField(_("received on"))
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("confirmed receipt")
        verbose_name_plural = _("confirmed receipts")

    def __str__(self) -> str:
        return f"{self.amount} on {self.received_on}"
