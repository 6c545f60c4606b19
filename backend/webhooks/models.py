"""What organisations are told of by machine: occurrences, targets, messages and their attempts."""

from __future__ import annotations

import secrets
from base64 import b64encode
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.outgoing import LONGEST

MAX_DESCRIPTION = 100


def new_secret() -> str:
    """A signing secret as Standard Webhooks writes it: 24 random bytes."""
    return f"whsec_{b64encode(secrets.token_bytes(24)).decode()}"


def new_message_id() -> str:
    """What a receiver tells repetitions by."""
    return f"msg_{uuid4().hex}"


class Occurrence(BaseModel):
    """An event that concerns an organisation, as it goes out; ids become visible in their order."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="occurrences"
    )
    event_id = models.BigIntegerField()  # no foreign key: events move to the archive
    kind = models.CharField(max_length=80)
    body = models.TextField()

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "event_id"], name="occurrence_once")
        ]
        indexes = [models.Index(fields=["created_at"], name="occurrence_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id}"


class Endpoint(BaseModel):
    """An address of an organisation that is told of events. No ``kinds`` are all kinds.

    ``failing_since`` is when the first of the failures happened that no success followed.
    """

    class Why(models.TextChoices):
        HAND = "hand", _("Switched off by hand")
        GONE = "gone", _("The address answered that it is gone")
        FAILING = "failing", _("Nothing was taken for five days")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="webhook_endpoints"
    )
    url = models.CharField(_("address"), max_length=LONGEST)
    description = models.CharField(_("what for"), max_length=MAX_DESCRIPTION, blank=True)
    kinds = models.JSONField(default=list)
    secret = models.CharField(max_length=60, default=new_secret)
    old_secret = models.CharField(max_length=60, blank=True)
    old_secret_until = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # one after another
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url

    @property
    def active(self) -> bool:
        """Whether it is told of events."""
        return self.disabled_at is None


class Message(BaseModel):
    """What one endpoint is told: the same id and the same bytes at every attempt."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("message", "Waiting")
        DELIVERED = "delivered", pgettext_lazy("message", "Delivered")
        FAILED = "failed", pgettext_lazy("message", "Given up")

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="messages")
    event_id = models.BigIntegerField(null=True)  # None of a test
    message_id = models.CharField(max_length=40, unique=True, default=new_message_id)
    kind = models.CharField(max_length=80)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)  # of the schedule
    due_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    by_hand = models.BooleanField(default=False)  # somebody asked for the next attempt

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="message_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="message_due", condition=Q(state="waiting")),
            models.Index(fields=["endpoint", "-id"], name="message_of_endpoint"),
        ]

    def __str__(self) -> str:
        return self.message_id


class Attempt(BaseModel):
    """One attempt: what came back, or why nothing did."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    by_hand = models.BooleanField(default=False)
    status = models.PositiveSmallIntegerField(null=True)
    said = models.CharField(max_length=500, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")

    def __str__(self) -> str:
        return f"{self.message_id}: {self.status}"
