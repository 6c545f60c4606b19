"""What the engines made of listings: encodings, the release in force, and how far matching got."""

from __future__ import annotations

from django.db import models

from backend.catalog.models import Listing
from backend.core.models import BaseModel


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
    """The one row that says which encoder and ranker are in force."""

    encoder_version = models.CharField(max_length=80)
    ranker = models.CharField(max_length=80)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_active_release")]

    def __str__(self) -> str:
        return f"{self.encoder_version} / {self.ranker}"


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
