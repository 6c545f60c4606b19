"""How entries are reviewed, and who is barred from calls."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.core.models import BaseModel

from .calls import Call
from .entries import Entry


class Reviewer(BaseModel):
    """Somebody who reviews entries of a call."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviewing")

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="reviewer_once")]

    def __str__(self) -> str:
        return str(self.user)


class Conflict(BaseModel):
    """Why a reviewer does not review an entry: found by the platform, declared, or set by who runs."""

    class Source(models.TextChoices):
        ORGANISATION = "organisation", _("Same organisation")
        LISTING = "listing", _("Achievement or expert of the entrant's")
        CONTRACT = "contract", _("Shared contract or talks")
        NEED = "need", _("Stands by the need behind the call")
        DECLARED = "declared", _("Declared by the reviewer")
        BANNED = "banned", _("Set by who runs the call")

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="conflicts")
    source = models.CharField(max_length=14, choices=Source.choices)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [models.UniqueConstraint(fields=["reviewer", "entry"], name="conflict_once")]


class Assignment(BaseModel):
    """An entry that a reviewer scores. What was pinned by hand stays where it is."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="assignments")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="assignments")
    pinned = models.BooleanField(default=False)
    remark = models.TextField(_("remark"), max_length=3000, blank=True)
    done_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [models.UniqueConstraint(fields=["reviewer", "entry"], name="assigned_once")]


class Score(BaseModel):
    """What a reviewer gives an entry by one criterion."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="score_once")
        ]
