"""What markets agree on: rules, norms of service and the standard of information, in versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.core.models import BaseModel

from .markets import Market


class Accord(BaseModel):
    """A version of one of the three common texts. Published, it never changes; a new one follows it."""

    class Series(models.TextChoices):
        RULES = "rules", _("Common rules")
        SERVICES = "services", _("Common norms of service")
        INFORMATION = "information", _("Common standard of information")

    series = models.CharField(_("which text"), max_length=12, choices=Series.choices)
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    text = models.TextField(_("text"), max_length=100_000)
    text_en = models.TextField(_("English text"), max_length=100_000, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("common text")
        verbose_name_plural = _("common texts")
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="accord_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Acceptance(BaseModel):
    """A partner market accepted a version: who said so for it, and when."""

    accord = models.ForeignKey(Accord, on_delete=models.PROTECT, related_name="acceptances")
    market = models.ForeignKey(Market, on_delete=models.PROTECT, related_name="acceptances")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = [
            models.UniqueConstraint(fields=["accord", "market"], name="accord_accepted_once")
        ]

    def __str__(self) -> str:
        return f"{self.market_id} accepts {self.accord_id}"
