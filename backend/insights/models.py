"""Daily rows of figures: dashboards read these, never the tables that they are counted from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.core.models import BaseModel


class DailyFigure(BaseModel):
    """A figure of the glossary for a region on a day; the empty region is the whole market."""

    day = models.DateField(_("day"))
    figure = models.CharField(_("code of the figure"), max_length=30)
    region = models.CharField(_("region"), max_length=12, blank=True)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=2)

    class Meta:
        verbose_name = _("daily figure")
        verbose_name_plural = _("daily figures")
        constraints = [
            models.UniqueConstraint(fields=["day", "figure", "region"], name="daily_figure_once")
        ]
        indexes = [models.Index(fields=["region", "day"], name="daily_figures_of_region")]

    def __str__(self) -> str:
        return f"{self.day} {self.figure} {self.region}: {self.value}"
