"""Quantified statements of listings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.contracts import NOT_DETECTED

from .listings import Listing


class Indicator(models.Model):
    """A quantified statement: wanted by a need, reached by an achievement."""

    class Comparator(models.TextChoices):
        GE = ">=", "≥"
        LE = "<=", "≤"
        GT = ">", ">"
        LT = "<", "<"
        EQ = "=", "="
        RANGE = "range", _("range")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("indicator"), max_length=80)
    comparator = models.CharField(
        _("comparator"), max_length=5, choices=Comparator.choices, default=Comparator.GE
    )
    value = models.DecimalField(_("value"), max_digits=30, decimal_places=12)
    value_max = models.DecimalField(
        _("upper value"), max_digits=30, decimal_places=12, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    # Of what is wanted: who is known to miss it is left out, whatever else fits.
    must = models.BooleanField(_("must be met"), default=False)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "position"], name="indicator_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.comparator} {self.value} {self.unit}".strip()

    @property
    def not_detected(self) -> bool:
        """Whether it says that nothing was found, and not how much."""
        return self.unit == NOT_DETECTED and not self.value
