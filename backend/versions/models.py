"""Stored versions of what subjects say."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.core.models import BaseModel


class StoredVersion(BaseModel):
    """What a subject said from a moment on; ``changed_by`` None where it was not known."""

    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    said_since = models.DateTimeField()

    class Meta:
        verbose_name = _("stored version")
        verbose_name_plural = _("stored versions")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "number"], name="stored_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} v{self.number}"
