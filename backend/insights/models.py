"""Figures written each night, which dashboards read instead of the tables that they are counted from,
and the boundaries of regions that an operator has imported."""

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


class Cohort(BaseModel):
    """How far the needs came that were published in a quarter in a region, as of ``day``.

    The empty quarter is all of them together. ``counts`` are by stage (cohorts.STAGES), None where a
    count is withheld; ``days`` the medians since publication of those after the first, None of too few.
    """

    day = models.DateField(_("day"))
    region = models.CharField(_("region"), max_length=12, blank=True)
    quarter = models.CharField(_("quarter"), max_length=7, blank=True)
    counts = models.JSONField(_("needs by stage"))
    days = models.JSONField(_("median days by stage"))

    class Meta:
        verbose_name = _("cohort of needs")
        verbose_name_plural = _("cohorts of needs")
        constraints = [models.UniqueConstraint(fields=["region", "quarter"], name="cohort_once")]

    def __str__(self) -> str:
        return f"{self.region} {self.quarter}: {self.counts}"


class MapSheet(BaseModel):
    """A map whose boundaries may be shown: its approval number 审图号, which is told under it."""

    approval = models.CharField(_("map approval number"), max_length=40)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("map sheet")
        verbose_name_plural = _("map sheets")

    def __str__(self) -> str:
        return self.approval


class Boundary(BaseModel):
    """The outline of a region: ``rings`` of points in degrees east and north."""

    sheet = models.ForeignKey(MapSheet, on_delete=models.CASCADE, related_name="boundaries")
    region = models.CharField(_("region"), max_length=12, unique=True)
    rings = models.JSONField()

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return self.region
