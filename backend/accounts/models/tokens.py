"""Tokens by which programs act for people."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.models import BaseModel

from .people import Organisation, User


class ApiToken(BaseModel):
    """A program acts for a person in one organisation, in some areas, until a day.

    The secret is shown once and kept as a hash; ``hint`` is its beginning, by which people know it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="api_tokens",
    )
    name = models.CharField(_("name"), max_length=60)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret
    writes = models.BooleanField(_("may write"), default=False)
    areas = models.JSONField(_("areas"), default=list, blank=True)  # empty: all of them
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def live(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and self.expires_at > timezone.now()
