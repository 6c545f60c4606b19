"""Applications to programmes of a higher level: a round with a quota, what firms and institutions bring,
the ranking of the bureau that recommends them, and what became of it there."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column
from backend.pools.models import Project


class Round(BaseModel):
    """A call of a higher programme, passed on by the bureau that may recommend to it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("nominations", "Applications open")
        RANKED = "ranked", pgettext_lazy("nominations", "Ranked")
        SENT = "sent", pgettext_lazy("nominations", "Recommended")
        CLOSED = "closed", pgettext_lazy("nominations", "Results known")
        CANCELLED = "cancelled", pgettext_lazy("nominations", "Cancelled")

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    programme = models.CharField(_("programme"), max_length=120)
    level = models.CharField(
        _("level of the project"),
        max_length=10,
        choices=[
            (level, label)
            for level, label in Project.Level.choices
            if level != Project.Level.COUNTY.value
        ],
    )
    issuer = models.CharField(_("whom the recommendation goes to"), max_length=120)
    guide = models.TextField(_("what is supported, and who may apply"), max_length=4000)
    closes_on = models.DateField(_("applications until"))
    quota = models.PositiveSmallIntegerField(
        _("recommended at most"), validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.OPEN, editable=False
    )
    letter = models.CharField(_("number of the letter"), max_length=20, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    note = models.TextField(max_length=2000, blank=True, editable=False)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("round of recommendations")
        verbose_name_plural = _("rounds of recommendations")

    def __str__(self) -> str:
        return self.programme


class Nomination(BaseModel):
    """A project that an organisation brings; ``project`` is the one of the pool that it grew out of."""

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("nomination", "Applied")
        WITHDRAWN = "withdrawn", pgettext_lazy("nomination", "Withdrawn")
        RECOMMENDED = "recommended", pgettext_lazy("nomination", "Recommended")
        PASSED_OVER = "passed_over", pgettext_lazy("nomination", "Not recommended")
        ESTABLISHED = "established", pgettext_lazy("nomination", "Established")
        REJECTED = "rejected", pgettext_lazy("nomination", "Not established")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="nominations")
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("project of the pool"),
    )
    title = models.CharField(_("project name"), max_length=200)
    text = models.TextField(_("aims, route and what it rests on"), max_length=4000)
    requested = amount_column(_("funding asked for, in yuan"))
    state = models.CharField(
        max_length=12, choices=State.choices, default=State.APPLIED, editable=False
    )
    rank = models.PositiveSmallIntegerField(null=True, editable=False)
    remark = models.CharField(max_length=500, blank=True, editable=False)
    result = models.CharField(max_length=2000, blank=True, editable=False)
    granted = amount_column(_("funding granted, in yuan"), optional=True)
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("application to a higher programme")
        verbose_name_plural = _("applications to higher programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "applicant", "title"],
                condition=~Q(state="withdrawn"),
                name="nomination_once",
            ),
            models.UniqueConstraint(
                fields=["round", "project"],
                condition=~Q(state="withdrawn"),
                name="pool_project_nominated_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title
