"""Accounts, journals that sum to zero, transfers in two steps, and the chain that seals journals.

An account is a bucket of one owner, purpose and currency. An amount above zero comes into it, one
below zero leaves it; so every journal is money on its way, and the whole ledger sums to zero.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.core.money_fields import SignedAmountField, currency_column

from .kinds import Bound, EntryKind, OwnerKind, Purpose, detail_label

SUBJECT = 40  # characters of a subject's name
REFERENCE = 120


class Account(models.Model):
    """``credited`` and ``debited`` are what ever came and left, both at least zero; ``pending_in`` and
    ``pending_out`` what is reserved. ``detail`` tells several of one purpose apart: a provider, say.
    """

    owner_kind = models.CharField(_("kind of owner"), max_length=12, choices=OwnerKind.choices)
    owner_id = models.BigIntegerField(_("owner of the account"))
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose.choices)
    currency = currency_column()
    detail = models.CharField(max_length=40, blank=True)
    bound = models.CharField(_("bound"), max_length=30, choices=Bound.choices, default=Bound.NONE)
    credited = SignedAmountField(_("came in"), default=Decimal(0))
    debited = SignedAmountField(_("went out"), default=Decimal(0))
    pending_in = SignedAmountField(_("coming, reserved"), default=Decimal(0))
    pending_out = SignedAmountField(_("leaving, reserved"), default=Decimal(0))
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ledger account")
        verbose_name_plural = _("ledger accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "purpose", "currency", "detail"],
                name="account_once",
            ),
            models.CheckConstraint(
                condition=Q(credited__gte=0, debited__gte=0, pending_in__gte=0, pending_out__gte=0),
                name="account_totals",
            ),
            models.CheckConstraint(
                condition=~Q(bound=Bound.DEBITS) | Q(credited__gte=F("debited") + F("pending_out")),
                name="account_debits_covered",
            ),
            models.CheckConstraint(
                condition=~Q(bound=Bound.CREDITS) | Q(debited__gte=F("credited") + F("pending_in")),
                name="account_credits_covered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_kind}:{self.owner_id} {self.purpose} {self.detail} {self.currency}"

    @property
    def label(self) -> str:
        """Its purpose and detail in words."""
        purpose = str(self.get_purpose_display())
        return f"{purpose} · {detail_label(self.detail)}" if self.detail else purpose

    @property
    def balance(self) -> Decimal:
        """What is in it: came less went."""
        return self.credited - self.debited

    @property
    def available(self) -> Decimal:
        """What of it is not reserved."""
        return self.balance - self.pending_out


class Journal(models.Model):
    """One immutable booking; its entries sum to zero in each currency.

    ``reference`` is made by whoever asks, before asking: the same one twice is the same booking.
    ``memo`` holds what is told of it: "title" of what it is for, "why" of a correction.
    """

    reference = models.CharField(_("reference"), max_length=REFERENCE, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind.choices)
    input_hash = models.CharField(max_length=64)
    about = models.CharField(max_length=SUBJECT, blank=True)
    about_id = models.BigIntegerField(null=True)
    deal_id = models.BigIntegerField(null=True)
    # No foreign key: the books outlive the account.
    actor_id = models.BigIntegerField(null=True)
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="reversals"
    )
    memo = models.JSONField(default=dict)
    posted_at = models.DateTimeField(_("booked"))

    class Meta:
        verbose_name = pgettext_lazy("ledger", "journal")
        verbose_name_plural = _("journals")
        constraints = [
            models.UniqueConstraint(
                fields=["reverses"],
                condition=Q(kind=EntryKind.CORRECTION),
                name="journal_corrected_once",
            )
        ]
        indexes = [
            models.Index(fields=["about", "about_id"], name="journal_about"),
            models.Index(fields=["deal_id"], name="journal_of_deal"),
            models.Index(fields=["posted_at"], name="journal_by_time"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> str:
        """What it is for, in words where it was told."""
        return str(self.memo.get("title") or self.get_kind_display())


class Entry(models.Model):
    """One leg of a journal; ``balance_after`` is the account's balance with it."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind.choices)
    amount = SignedAmountField(_("amount"))
    balance_after = SignedAmountField(_("balance"))

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="entry_not_zero"),
        ]
        indexes = [models.Index(fields=["account", "id"], name="entry_of_account")]

    def __str__(self) -> str:
        return f"{self.amount} {self.kind}"


class Transfer(models.Model):
    """Money promised from one account to another: reserved now; posted in whole or part, voided or
    expired later, each once."""

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("transfer", "Reserved")
        POSTED = "posted", pgettext_lazy("transfer", "Booked")
        VOIDED = "voided", pgettext_lazy("transfer", "Released")
        EXPIRED = "expired", pgettext_lazy("transfer", "Expired")

    reference = models.CharField(_("reference"), max_length=REFERENCE, unique=True)
    input_hash = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind.choices)
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount = SignedAmountField(_("amount"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    expires_at = models.DateTimeField(_("until"), null=True)
    about = models.CharField(max_length=SUBJECT, blank=True)
    about_id = models.BigIntegerField(null=True)
    deal_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    journal = models.OneToOneField(
        Journal, on_delete=models.PROTECT, null=True, related_name="transfer"
    )
    reserved_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = pgettext_lazy("ledger", "transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_of_something"),
            models.CheckConstraint(
                condition=Q(state="posted") ^ Q(journal__isnull=True), name="transfer_posted_once"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="transfer_open", condition=Q(state="pending"))
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.state}"


class Seal(models.Model):
    """A journal's place in the chain: ``hash`` is of the journal, its entries and the seal before."""

    position = models.BigIntegerField(unique=True)
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="seal")
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = pgettext_lazy("ledger", "seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"{self.position}: {self.hash[:12]}"


class ChainHead(models.Model):
    """The last seal; one row, locked while journals are sealed."""

    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.position}: {self.hash[:12]}"
