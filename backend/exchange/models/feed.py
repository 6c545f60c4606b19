"""The feed of changes: one record for each listing that was ever public, in the order of its changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.catalog.models import Listing
from backend.core.models import BaseModel

IDENTIFIER = 255  # characters


class Counter(models.Model):
    """One row: the last position given and the moment it was given at.

    Who writes records holds it until the commit, so positions and stamps become visible in their order:
    whoever has read up to one will never miss an earlier one.
    """

    position = models.BigIntegerField(default=0)
    stamped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.position)


class Record(BaseModel):
    """What is told of a listing: its public form, or that it is gone.

    ``home`` is the market where it was first listed; ``position`` rises with every change of what is
    told. A record that is gone stays, so that everybody hears of it.
    """

    listing = models.OneToOneField(
        Listing, on_delete=models.PROTECT, related_name="exchange_record"
    )
    identifier = models.CharField(max_length=IDENTIFIER, unique=True)
    home = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    technology_field = models.CharField(max_length=30, blank=True)
    body = models.JSONField(default=dict)
    body_hash = models.CharField(max_length=64)
    document_version = models.PositiveIntegerField()
    deleted = models.BooleanField(default=False)
    position = models.BigIntegerField(unique=True)
    stamped_at = models.DateTimeField()

    class Meta:
        verbose_name = _("exchange record")
        verbose_name_plural = _("exchange records")
        indexes = [
            models.Index(fields=["kind", "position"], name="record_of_kind"),
            models.Index(fields=["stamped_at", "position"], name="record_by_stamp"),
            models.Index(fields=["id"], condition=Q(deleted=False), name="record_there"),
        ]

    def __str__(self) -> str:
        return self.identifier
