"""Files and their versions; the bytes lie in the storage (storage.py) under ``key``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.subjects import Tier

from .content.names import MAX_NAME


class Attachment(BaseModel):
    """A file that hangs on a subject. ``replaces`` is the version before it."""

    class State(models.TextChoices):
        QUARANTINED = "quarantined", _("Being checked")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused by the virus scanner")
        WITHDRAWN = "withdrawn", pgettext_lazy("file", "Removed")

    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    tier = models.CharField(_("readers"), max_length=8, choices=Tier.choices)
    name = models.CharField(_("file name"), max_length=MAX_NAME)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=12, choices=State.choices)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["subject", "subject_id"], name="attachment_of_subject")]

    def __str__(self) -> str:
        return self.name

    @property
    def ready(self) -> bool:
        """Whether it may be opened by those who may read it."""
        return self.state == self.State.READY
