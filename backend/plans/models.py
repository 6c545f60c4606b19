"""Plans of a region: measures with who answers for them, indicators with targets, yearly figures."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.core.models import BaseModel

from .progress import Kind


class IndicatorKind(models.TextChoices):
    """What a target asks for (progress.py reckons with it)."""

    LEVEL = Kind.LEVEL.value, _("at least, in the last year")
    SHARE = Kind.SHARE.value, _("share of another figure")
    COVERAGE = Kind.COVERAGE.value, _("coverage")
    GROWTH = Kind.GROWTH.value, _("growth each year")
    POINTS = Kind.POINTS.value, _("percentage points above the base")
    CUMULATIVE = Kind.CUMULATIVE.value, _("all years together")
    NEW = Kind.NEW.value, _("new in each year")
    RANGE = Kind.RANGE.value, _("between two numbers")
    ABOUT = Kind.ABOUT.value, _("about, a tenth less will do")
    QUALITATIVE = Kind.QUALITATIVE.value, _("judged in words")


def figure_column(label: object, *, optional: bool = True) -> models.DecimalField:
    """A column for a figure of any indicator."""
    return models.DecimalField(
        label,
        max_digits=18,
        decimal_places=4,
        null=optional,
        blank=optional,  # type: ignore[arg-type]
    )


class Plan(BaseModel):
    """A region's plan for a period of years."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_FORCE = "in_force", _("Plan in force")
        CLOSED = "closed", _("Period closed")

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts = models.PositiveSmallIntegerField(
        _("first year"), validators=[MinValueValidator(1990), MaxValueValidator(2999)]
    )
    ends = models.PositiveSmallIntegerField(
        _("final year"), validators=[MinValueValidator(1990), MaxValueValidator(2999)]
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    verdict = models.TextField(
        _("verdict on the period"), max_length=2000, blank=True, editable=False
    )
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("plan of a region")
        verbose_name_plural = _("plans of regions")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="region_plan_years"),
            models.UniqueConstraint(
                fields=["region", "starts", "ends", "name"], name="region_plan_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Measure(BaseModel):
    """A task of the plan with the units that lead it and those that are responsible with them."""

    class Standing(models.TextChoices):
        WAITING = "waiting", _("Not begun")
        ON_TIME = "on_time", _("On time")
        LATE = "late", _("Late")
        DONE = "done", _("Done")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    number = models.CharField(_("number"), max_length=12)
    name = models.CharField(_("measure"), max_length=120)
    lead = models.JSONField(_("lead units"), default=list)
    responsible = models.JSONField(_("responsible units"), default=list)
    target = models.CharField(_("target"), max_length=200, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.WAITING
    )
    report = models.TextField(_("report"), max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="measure_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Indicator(BaseModel):
    """What the plan wants to reach. ``target_max`` is the upper end of a range."""

    class By(models.TextChoices):
        SUPPLIED = "supplied", _("Supplied with proof")
        PLATFORM = "platform", _("Counted by the platform")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(_("position in the plan"))
    name = models.CharField(_("indicator"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=12)
    kind = models.CharField(_("kind of target"), max_length=12, choices=IndicatorKind.choices)
    base = figure_column(_("base"))
    target = figure_column(_("target"))
    target_max = figure_column(_("upper end"))
    by = models.CharField(_("source"), max_length=10, choices=By.choices, default=By.SUPPLIED)
    binding = models.BooleanField(_("binding"), default=False)  # else expected 预期性
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("indicator of a plan")
        verbose_name_plural = _("indicators of plans")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_indicator_position")
        ]

    def __str__(self) -> str:
        return self.name


class RegionTarget(BaseModel):
    """What of a target a region below answers for: a county, and within it a township or park."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="shares")
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    above = models.CharField(max_length=12)
    target = figure_column(_("target"), optional=False)

    class Meta:
        verbose_name = _("target of a region")
        verbose_name_plural = _("targets of regions")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "region"], name="region_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.target}"


class YearFigure(BaseModel):
    """A year's figure of an indicator in a region; a correction is a row of its own."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="figures")
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    year = models.PositiveSmallIntegerField(_("year"))
    value = figure_column(_("figure"), optional=False)
    proof = models.CharField(_("proof"), max_length=200, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("year's figure")
        verbose_name_plural = _("years' figures")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "year"],
                condition=Q(replaced_at=None),
                name="year_figure_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.region}: {self.value}"


class Adjustment(BaseModel):
    """A target that was changed while the plan was in force, and why."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="adjustments")
    before = figure_column(_("target before"))
    after = figure_column(_("target after"), optional=False)
    reason = models.TextField(_("reason"), max_length=2000)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("adjustment of a target")
        verbose_name_plural = _("adjustments of targets")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Evaluation(BaseModel):
    """What a third party found."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="evaluations")
    body = models.CharField(_("evaluating body"), max_length=120)
    evaluated_on = models.DateField(_("date"))
    finding = models.TextField(_("finding"), max_length=4000)

    class Meta:
        verbose_name = _("third-party evaluation")
        verbose_name_plural = _("third-party evaluations")

    def __str__(self) -> str:
        return f"{self.body} {self.evaluated_on}"


class Bulletin(BaseModel):
    """A notice of how the plan stood on a day: its content is kept as it was issued."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bulletins")
    issue = models.PositiveSmallIntegerField(_("issue"))
    issued_on = models.DateField(_("date"))
    word = models.TextField(_("word of the bureau"), max_length=4000, blank=True)
    content = models.JSONField(editable=False)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("notice on a plan")
        verbose_name_plural = _("notices on plans")
        constraints = [models.UniqueConstraint(fields=["plan", "issue"], name="bulletin_issue")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.issue}"
