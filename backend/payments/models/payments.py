"""A payment of something payable, how it is shared out, and what comes back of it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.money_fields import Currency, amount_column, currency_column


class Method(models.TextChoices):
    """How it is paid: the gateway's name."""

    STRIPE = "stripe", _("Online, by Stripe")
    BANK = "bank", _("Bank transfer between the two organisations")
    LOCAL = "local", _("Online, simulated")


class Failure(models.TextChoices):
    """Why a payment came to nothing."""

    DECLINED = "declined", _("The card or bank declined it")
    EXPIRED = "expired", _("Nobody paid in time")
    REFUSED = "refused", _("The payment provider refused the request")
    MISMATCH = "mismatch", _("Another amount or currency arrived than was asked for")
    SURPLUS = "surplus", _("It was not owed any more: paid otherwise, or changed")


class Payment(BaseModel):
    """One attempt to pay a payable: its amount and parties stand as they were when it began.

    ``key`` is the idempotency key, kept before the provider is asked. ``checkout_id``,
    ``intent_id`` and ``charge_id`` are the provider's names of it. ``received`` and its currency are
    what arrived, ``fee`` what the provider kept of it; ``refunded``, in the payment's currency, is what
    went back after it was settled.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("payment", "Being set up")
        OPEN = "open", pgettext_lazy("payment", "Waits for the payer")
        DECLARED = "declared", pgettext_lazy("payment", "Transferred, says the payer")
        PROCESSING = "processing", pgettext_lazy("payment", "Under way")
        SETTLED = "settled", pgettext_lazy("payment", "Settled")
        DISPUTED = "disputed", pgettext_lazy("payment", "Disputed by the payer")
        REFUNDED = "refunded", pgettext_lazy("payment", "Paid back")
        FAILED = "failed", pgettext_lazy("payment", "Failed")
        CANCELLED = "cancelled", pgettext_lazy("payment", "Taken back")

    UNDER_WAY = (State.ASKED, State.OPEN, State.DECLARED, State.PROCESSING)
    STANDING = (*UNDER_WAY, State.SETTLED, State.DISPUTED)  # nothing else may pay the same

    number = models.CharField(_("payment number"), max_length=20, unique=True, editable=False)
    payable_kind = models.CharField(max_length=20)
    payable_id = models.BigIntegerField()
    title = models.CharField(_("what is paid"), max_length=420)
    deal_id = models.BigIntegerField(null=True, db_index=True)  # deals lie above
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="payments_made")
    payee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="payments_due")
    amount = amount_column(_("amount"))
    currency = currency_column()
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ASKED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    checkout_id = models.CharField(max_length=255, blank=True, db_index=True)
    checkout_url = models.TextField(blank=True)
    intent_id = models.CharField(max_length=255, blank=True, db_index=True)
    charge_id = models.CharField(max_length=255, blank=True)
    received = amount_column(_("received"), optional=True)
    received_currency = models.CharField(max_length=3, blank=True)
    fee = amount_column(_("fee of the provider"), optional=True)
    refunded = models.DecimalField(max_digits=15, decimal_places=2, default=Decimal(0))
    failure = models.CharField(max_length=12, choices=Failure.choices, blank=True)
    note = models.TextField(max_length=2000, blank=True)  # of the last act of people
    last_error = models.CharField(max_length=200, blank=True)  # of an attempt, by the provider
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(
                fields=["payable_kind", "payable_id"],
                condition=Q(
                    state__in=["asked", "open", "declared", "processing", "settled", "disputed"]
                ),
                name="payment_of_payable_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
            models.CheckConstraint(condition=~Q(payer=F("payee")), name="payment_of_two"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0) & Q(refunded__lte=F("amount")),
                name="payment_refunded_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def under_way(self) -> bool:
        """Whether it may still settle or fail."""
        return self.state in self.UNDER_WAY

    @property
    def standing(self) -> Decimal:
        """What was paid and did not go back; zero before it is settled."""
        return self.amount - self.refunded if self.settled_at else Decimal(0)


class ShareKind(models.TextChoices):
    """What a part of a settled payment is."""

    PROVIDER_FEE = "provider_fee", _("Fee of the payment provider")
    PLATFORM_FEE = "platform_fee", _("Fee of the platform")
    COMMISSION = "commission", _("Broker's commission")
    INSTITUTION = "institution", _("Institution's share")
    INVENTOR = "inventor", _("Inventor's share")
    PAYEE = "payee", _("Payee")


class Share(BaseModel):
    """A part of a settled payment: whose it is, and why. The parts sum to the payment's amount.

    ``owner_kind`` and ``owner_id`` are the ledger's: an organisation, a person, or the platform.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="shares")
    owner_kind = models.CharField(max_length=12)
    owner_id = models.BigIntegerField()
    purpose = models.CharField(max_length=20)  # of the ledger's account
    kind = models.CharField(max_length=14, choices=ShareKind.choices)
    why = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    refunded = models.DecimalField(max_digits=15, decimal_places=2, default=Decimal(0))

    class Meta:
        verbose_name = _("share of a payment")
        verbose_name_plural = _("shares of payments")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="share_not_negative"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0) & Q(refunded__lte=F("amount")),
                name="share_refunded_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} of {self.payment_id}"


class Payout(BaseModel):
    """A share on its way to whom it belongs: from the platform's balance at a provider, or from the
    payee who was paid by bank."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("payout", "Waits")
        ASKED = "asked", pgettext_lazy("payout", "Being sent")
        DUE = "due", pgettext_lazy("payout", "The payee transfers it")
        SENT = "sent", pgettext_lazy("payout", "Paid out")
        FAILED = "failed", pgettext_lazy("payout", "Not accepted by the provider")
        REVERSED = "reversed", pgettext_lazy("payout", "Paid back")

    share = models.OneToOneField(Share, on_delete=models.PROTECT, related_name="payout")
    amount = amount_column(_("amount"))
    # What of it need not be sent any more or came back; what came back; and what is still to.
    called_back = models.DecimalField(max_digits=15, decimal_places=2, default=Decimal(0))
    to_reverse = models.DecimalField(max_digits=15, decimal_places=2, default=Decimal(0))
    reversed = models.DecimalField(max_digits=15, decimal_places=2, default=Decimal(0))
    currency = currency_column()
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    provider_id = models.CharField(max_length=255, blank=True, db_index=True)
    note = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")

    @property
    def left(self) -> Decimal:
        """What is to be sent, or was sent and stays there."""
        return self.amount - self.reversed

    def __str__(self) -> str:
        return f"payout {self.amount} {self.currency}: {self.state}"


class RefundReason(models.TextChoices):
    AGREED = "agreed", _("Both sides agreed on it")
    NOT_DELIVERED = "not_delivered", _("The work was not delivered or not accepted")
    DUPLICATE = "duplicate", _("It was paid twice")
    OTHER = "other", _("Another reason")


class Refund(BaseModel):
    """Money that goes back to the payer, in whole or in part."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("refund", "Being sent back")
        DUE = "due", pgettext_lazy("refund", "The payee transfers it back")
        DONE = "done", pgettext_lazy("refund", "Back with the payer")
        FAILED = "failed", pgettext_lazy("refund", "Could not be sent back")

    OPEN = (State.ASKED, State.DUE)

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = amount_column(_("amount"))
    currency = currency_column()  # another than the payment's where another one had arrived
    reason = models.CharField(_("reason"), max_length=15, choices=RefundReason.choices)
    note = models.TextField(max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    provider_id = models.CharField(max_length=255, blank=True, db_index=True)
    failure = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(state__in=["asked", "due"]),
                name="refund_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"refund {self.amount} of {self.payment_id}: {self.state}"


class Dispute(BaseModel):
    """A payer's bank has taken a payment back until it is decided who is right."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("dispute", "Evidence is asked for")
        WON = "won", pgettext_lazy("dispute", "Decided for the payee")
        LOST = "lost", pgettext_lazy("dispute", "Decided for the payer")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    provider_id = models.CharField(max_length=255, unique=True)
    amount = amount_column(_("amount"))
    reason = models.CharField(max_length=60, blank=True)  # the provider's word
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    due_by = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")

    def __str__(self) -> str:
        return f"dispute {self.provider_id}: {self.state}"


__all__ = [
    "Currency",
    "Dispute",
    "Failure",
    "Method",
    "Payment",
    "Payout",
    "Refund",
    "RefundReason",
    "Share",
    "ShareKind",
]
