"""What is kept of payment providers: accounts there, what they told, where they and we differ."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation
from backend.core.models import BaseModel

from .payments import Method, Payment


class ProviderAccount(BaseModel):
    """An organisation's account at a provider, to which its shares are paid out."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="provider_accounts"
    )
    gateway = models.CharField(max_length=10, choices=Method.choices)
    key = models.CharField(max_length=64, unique=True, editable=False)
    provider_id = models.CharField(max_length=255, blank=True, db_index=True)
    ready = models.BooleanField(_("takes payouts"), default=False)

    class Meta:
        verbose_name = _("account at a provider")
        verbose_name_plural = _("accounts at providers")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "gateway"], name="provider_account_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gateway} account of {self.organisation_id}"


class WebhookEvent(BaseModel):
    """What a provider told, as it came in; kept before anything is made of it."""

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("webhook", "Received")
        HANDLED = "handled", pgettext_lazy("webhook", "Handled")
        OTHER_MODE = "other_mode", pgettext_lazy("webhook", "Of another mode: left alone")
        UNKNOWN = "unknown", pgettext_lazy("webhook", "About something unknown here")
        IRRELEVANT = "irrelevant", pgettext_lazy("webhook", "Nothing to do")

    gateway = models.CharField(max_length=10, choices=Method.choices)
    live = models.BooleanField()
    event_id = models.CharField(max_length=255)
    type = models.CharField(max_length=80)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=255, db_index=True, blank=True)
    number = models.CharField(max_length=40, blank=True)  # ours, where its object bears it
    body = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    times = models.PositiveIntegerField(default=1)  # it came in
    handled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("webhook event")
        verbose_name_plural = _("webhook events")
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "live", "event_id"], name="webhook_event_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.type}: {self.state}"


class WebhookRefusal(models.Model):
    """How often in a day something came in that could not be a provider's word, by reason."""

    gateway = models.CharField(max_length=10)
    day = models.DateField()
    reason = models.CharField(max_length=20)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("refused webhook")
        verbose_name_plural = _("refused webhooks")
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "day", "reason"], name="webhook_refusal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.day} {self.reason}: {self.times}"


class Reconciliation(models.Model):
    """A comparison of our books with a provider's."""

    gateway = models.CharField(max_length=10, choices=Method.choices)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    compared = models.PositiveIntegerField(default=0)
    differences = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        indexes = [models.Index(fields=["gateway", "started_at"], name="reconciliation_by_time")]

    def __str__(self) -> str:
        return f"{self.gateway} {self.started_at}: {self.differences}"


class Difference(BaseModel):
    """Something on which our books and a provider's do not agree; open until they do."""

    class Kind(models.TextChoices):
        MISSING_HERE = "missing_here", _("The provider has it, our books do not")
        MISSING_THERE = "missing_there", _("Our books have it, the provider does not")
        AMOUNT = "amount", _("The amounts differ")
        STATE = "state", _("The states differ")
        BALANCE = "balance", _("The sums of the ledger and of the provider differ")
        MISMATCH = "mismatch", _("Another amount or currency arrived than was asked for")
        SURPLUS = "surplus", _("It was paid more than once")
        UNHANDLED = "unhandled", _("A message of the provider waits to be handled")

    gateway = models.CharField(max_length=10, choices=Method.choices)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    object_id = models.CharField(max_length=255)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, related_name="differences"
    )
    ours = models.CharField(_("in our books"), max_length=200, blank=True)
    theirs = models.CharField(_("at the provider"), max_length=200, blank=True)
    seen_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "kind", "object_id"],
                condition=Q(resolved_at=None),
                name="difference_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.kind} {self.object_id}"
