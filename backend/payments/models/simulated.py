"""The simulated provider's own memory. It is another company's as far as payments are concerned:
only ``gateways/local/`` reads it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone


class SimulatedObject(models.Model):
    """A checkout, transfer, refund, dispute or account of the provider."""

    id = models.CharField(max_length=60, primary_key=True)
    type = models.CharField(max_length=20)
    body: models.JSONField[Any, Any] = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["type", "made_at"], name="simulated_by_type")]

    def __str__(self) -> str:
        return self.id


class SimulatedRequest(models.Model):
    """An idempotency key and what came of it."""

    key = models.CharField(max_length=80, primary_key=True)
    digest = models.CharField(max_length=64)
    object_id = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.key


class SimulatedEvent(models.Model):
    """A webhook that the provider sends, from when on; it knows whether it was taken."""

    id = models.CharField(max_length=60, primary_key=True)
    type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["delivered_at", "due_at"], name="simulated_event_due")]

    def __str__(self) -> str:
        return self.id
