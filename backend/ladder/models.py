"""What firms state of each year, the grades they work for and hold, and the lists offices publish."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column

from .ladders import Grade, Ladder, ladders


def count_column(label: Any) -> models.PositiveIntegerField:
    """A column for a number of people or rights."""
    return models.PositiveIntegerField(label, default=0, validators=[MaxValueValidator(10**7)])


class FirmYear(BaseModel):
    """A firm's own figures of a year, in yuan and heads: what conditions are held against."""

    class Size(models.TextChoices):
        MICRO = "micro", pgettext_lazy("size of a firm", "Micro")
        SMALL = "small", pgettext_lazy("size of a firm", "Small")
        MEDIUM = "medium", pgettext_lazy("size of a firm", "Medium")
        LARGE = "large", pgettext_lazy("size of a firm", "Large")

    firm = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="years", editable=False
    )
    year = models.PositiveSmallIntegerField(_("year"))
    founded = models.PositiveSmallIntegerField(_("founded in"))
    size = models.CharField(_("size"), max_length=6, choices=Size.choices)
    staff = count_column(_("staff"))
    rd_staff = count_column(_("research and development staff"))
    revenue = amount_column(_("revenue"))
    high_tech_revenue = amount_column(_("revenue from high-tech products and services"))
    rd_spending = amount_column(_("research and development spending"))
    class1_ip = count_column(_("inventions and other class I rights"))
    class2_ip = count_column(_("utility models, software and other class II rights"))
    reported_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("figures of a firm")
        verbose_name_plural = _("figures of firms")
        constraints = [models.UniqueConstraint(fields=["firm", "year"], name="firm_year_once")]

    def __str__(self) -> str:
        return f"{self.firm_id} {self.year}"


class Standing(BaseModel):
    """A firm on its way to a grade of a ladder, or in it."""

    class State(models.TextChoices):
        SELECTED = "selected", _("Picked, to be checked")
        POOLED = "pooled", _("Being cultivated")
        RECOGNISED = "recognised", pgettext_lazy("standing", "Recognised")
        LEFT = "left", pgettext_lazy("standing", "Left")

    class Occasion(models.TextChoices):
        FIRST = "first", _("First recognition")
        RENEWED = "renewed", _("Recognised again")
        MOVED_IN = "moved_in", _("Moved in as a whole")
        REVIEWED = "reviewed", _("Review passed")

    firm = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="standings", editable=False
    )
    ladder_code = models.CharField(max_length=40, editable=False)
    grade_code = models.CharField(max_length=40)
    equals = models.CharField(max_length=40, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.SELECTED
    )
    by_firm = models.BooleanField(_("asked for by the firm"), editable=False)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion.choices, blank=True)
    number = models.CharField(_("certificate number"), max_length=60, blank=True)
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("standing of a firm")
        verbose_name_plural = _("standings of firms")
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "ladder_code", "grade_code"],
                condition=~Q(state="left"),
                name="standing_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="recognised") | Q(awarded_on__isnull=False),
                name="standing_recognised_has_day",
            ),
        ]
        indexes = [models.Index(fields=["equals", "state"], name="standing_by_grade")]

    def __str__(self) -> str:
        return f"{self.firm_id}: {self.ladder_code}/{self.grade_code} {self.state}"

    @property
    def ladder(self) -> Ladder:
        """The ladder it stands on."""
        return ladders()[self.ladder_code]

    @property
    def grade(self) -> Grade:
        """The grade it is about."""
        return self.ladder.grade(self.grade_code)

    def holds_on(self, day: date) -> bool:
        """Whether the firm had the grade on a day."""
        begun = self.awarded_on is not None and self.awarded_on <= day
        return (
            self.state == self.State.RECOGNISED
            and begun
            and (self.valid_until is None or day <= self.valid_until)
        )

    @property
    def holds(self) -> bool:
        """Whether the firm has the grade today."""
        return self.holds_on(timezone.localdate())


class GradeList(BaseModel):
    """The firms of a grade as an office published them: ``rows`` never change."""

    ladder_code = models.CharField(max_length=40, editable=False)
    grade_code = models.CharField(max_length=40)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(_("published"))
    rows = models.JSONField(
        default=list
    )  # name, name_en, credit_code, number, awarded_on, valid_until
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("list of a grade")
        verbose_name_plural = _("lists of grades")
        constraints = [
            models.UniqueConstraint(
                fields=["ladder_code", "grade_code", "published_on"], name="grade_list_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ladder_code}/{self.grade_code} {self.published_on}"

    @property
    def grade(self) -> Grade:
        """The grade it lists."""
        return ladders()[self.ladder_code].grade(self.grade_code)
