"""Rounds of the county index, who supplies which figures, and what was published."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column


class Round(BaseModel):
    """The figures of a year for the counties of a region, judged by one scheme."""

    scheme = models.CharField(_("scheme"), max_length=40)
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    year = models.PositiveSmallIntegerField(
        _("year of the figures"), validators=[MinValueValidator(2000), MaxValueValidator(2999)]
    )
    supply_due = models.DateField(_("figures are due on"))
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    counties = models.JSONField(_("counties"))  # codes, as they were when it was opened

    class Meta:
        verbose_name = _("round of the county index")
        verbose_name_plural = _("rounds of the county index")
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="index_round_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"


class SupplyTask(BaseModel):
    """What one department, or one county, hands in for a round. Without a unit of that kind the
    bureau itself enters its figures."""

    class State(models.TextChoices):
        ASKED = "asked", _("Figures are asked for")
        DELIVERED = "delivered", _("Waits for a check")
        RETURNED = "returned", _("Returned for correction")
        ACCEPTED = "accepted", _("Checked")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tasks")
    supplier = models.CharField(_("supplier"), max_length=20)
    county = models.CharField(_("county"), max_length=6, blank=True)  # of a county's own task
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.ASKED, editable=False
    )
    note = models.TextField(max_length=2000, blank=True, editable=False)
    delivered_at = models.DateTimeField(null=True, editable=False)
    delivered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    late = models.BooleanField(default=False, editable=False)  # first handed in after the due day
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("supply of figures")
        verbose_name_plural = _("supplies of figures")
        constraints = [
            models.UniqueConstraint(fields=["round", "supplier", "county"], name="supply_task_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.supplier} {self.county}".strip()


class Figure(BaseModel):
    """A county's figure of an indicator. A correction is a row of its own; the old one says when it was
    replaced."""

    class Source(models.TextChoices):
        SUPPLIED = "supplied", _("Supplied with proof")
        COMPUTED = "computed", _("Computed by the platform")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="figures")
    task = models.ForeignKey(SupplyTask, on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(_("indicator"), max_length=40)
    county = models.CharField(_("county"), max_length=6)
    value = models.DecimalField(_("figure"), max_digits=18, decimal_places=4, null=True)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "indicator", "county"],
                condition=Q(replaced_at=None),
                name="figure_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.county}: {self.value}"


class Objection(BaseModel):
    """A county says that a figure of its own is wrong."""

    class State(models.TextChoices):
        RAISED = "raised", _("Waits for an answer")
        UPHELD = "upheld", _("Upheld")
        DISMISSED = "dismissed", _("Dismissed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="objections")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    right_value = models.DecimalField(
        _("right figure"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    ground = models.TextField(_("ground stated"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.RAISED, editable=False
    )
    answer = models.TextField(max_length=2000, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("objection to a figure")
        verbose_name_plural = _("objections to figures")
        constraints = [
            models.UniqueConstraint(
                fields=["figure"], condition=Q(state="raised"), name="one_open_objection_a_figure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.get_state_display()}"


class Release(BaseModel):
    """Scores, classes and incentives of a round, reckoned and kept whole: scheme, figures and results
    are ``content`` (canonical JSON), ``sha256`` its digest. Once published nothing changes; a
    correction is a new version."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        APPROVED = "approved", _("Release approved")
        PUBLISHED = "published", _("Published")

    RUNNING = (State.DRAFT, State.REVIEW, State.APPROVED)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="releases")
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    content = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    change_note = models.TextField(_("what changed"), max_length=2000, blank=True)
    note = models.TextField(max_length=2000, blank=True, editable=False)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    publish_on = models.DateField(_("published on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("release of the county index")
        verbose_name_plural = _("releases of the county index")
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="index_release_version"),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(state__in=["draft", "review", "approved"]),
                name="one_running_index_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"


class MoneyUse(BaseModel):
    """What a county did with the incentive of a release; its proof is attached."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="uses")
    county = models.CharField(_("county"), max_length=6)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("use"), max_length=20)
    what = models.CharField(_("what for"), max_length=200)
    amount = amount_column(_("amount in yuan"))
    spent_on = models.DateField(_("paid on"))
    effect = models.TextField(_("what came of it"), max_length=2000, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("use of an incentive")
        verbose_name_plural = _("uses of incentives")

    def __str__(self) -> str:
        return self.what
