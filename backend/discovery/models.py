"""What the engines made of listings, the release in force, and what became of what they proposed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.pairings.models import Side


class Encoding(BaseModel):
    """The vectors of one content of a listing under one encoder version.

    Encoded once, read by indexing, matching and repair. ``scope`` "public" is of the summary tier
    alone; it is only kept where the details tier is not public too.
    """

    class Scope(models.TextChoices):
        FULL = "full"
        PUBLIC = "public"

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="encodings")
    scope = models.CharField(max_length=6, choices=Scope.choices)
    encoder_version = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    vectors = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "scope", "encoder_version"], name="encoding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} of {self.listing_id}"


class MatchRun(BaseModel):
    """The last match of a listing: repair compares it with the listing and the release."""

    listing = models.OneToOneField(
        Listing, on_delete=models.CASCADE, primary_key=True, related_name="match_run"
    )
    revision = models.PositiveIntegerField()
    release = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.listing_id} at {self.revision}"


class ActiveRelease(BaseModel):
    """The one row that says which encoder and ranker are in force, and which were before."""

    ONE = 1  # its primary key

    encoder_version = models.CharField(max_length=80)
    ranker = models.CharField(max_length=80)
    previous_encoder_version = models.CharField(max_length=80)
    previous_ranker = models.CharField(max_length=80)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_active_release")]

    def __str__(self) -> str:
        return f"{self.encoder_version} / {self.ranker}"


class AppendOnly(models.QuerySet["Outcome"]):
    """Rows that are written once: what was learnt from must stay what it was."""

    def update(self, **kwargs: Any) -> int:
        """Never."""
        raise TypeError("outcomes are append-only")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Never."""
        raise TypeError("outcomes are append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Never."""
        raise TypeError("outcomes are append-only")


class Outcome(models.Model):
    """What became of a pair, as one side or the platform's staff had it. Append-only.

    ``position`` counts from 1 in the side's list of recommendations at that time. ``side`` and
    ``organisation`` are empty for the staff. ``event_id`` is the event that told of it, so that a
    repeated reaction writes nothing twice.
    """

    class Kind(models.TextChoices):
        JUDGED = "judged", _("Judged by staff")
        DELIVERED = "delivered", _("Delivered and paid")
        FAILED = "failed", _("Talks ended without success")
        CONTRACTED = "contracted", _("Contract recorded")
        TALKED = "talked", _("Talks opened")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        OPENED = "opened", _("Opened")
        IGNORED = "ignored", _("Not opened")
        SHOWN = "shown", _("Shown")

    event_id = models.BigIntegerField()
    kind = models.CharField(_("outcome"), max_length=10, choices=Kind.choices)
    need = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    position = models.PositiveIntegerField(_("position shown"), null=True)
    grade = models.PositiveSmallIntegerField(_("grade"), null=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    release = models.CharField(_("release"), max_length=161, blank=True)
    occurred_at = models.DateTimeField(_("time"))

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.UniqueConstraint(fields=["event_id", "kind", "side"], name="outcome_once"),
            models.CheckConstraint(
                condition=models.Q(kind="judged", grade__range=(0, 3))
                | (~models.Q(kind="judged") & models.Q(grade__isnull=True)),
                name="outcome_grade_of_judged",
            ),
        ]
        indexes = [models.Index(fields=["need", "offer"], name="outcome_of_pair")]

    def __str__(self) -> str:
        return f"{self.need_id} ↔ {self.offer_id}: {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new row. Raises TypeError for one that is there."""
        if not self._state.adding:
            raise TypeError("outcomes are append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise TypeError("outcomes are append-only")


class IndexCheck(BaseModel):
    """What a comparison of the listings with the index found; the last ones are kept."""

    compared = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    stale = models.PositiveIntegerField()
    wrongly_visible = models.PositiveIntegerField()
    orphaned = models.PositiveIntegerField()
    repaired = models.BooleanField()
    seconds = models.FloatField()

    def __str__(self) -> str:
        return f"{self.compared} compared, {self.differing} differ"

    @property
    def differing(self) -> int:
        """How many documents were not as they should be."""
        return self.missing + self.stale + self.wrongly_visible + self.orphaned


class IndexWork(BaseModel):
    """The one row that says who is at work on the index's generations, and until when at least."""

    holder = models.CharField(max_length=16, blank=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_index_work")]

    def __str__(self) -> str:
        return self.holder
