"""Who may read which tier of a listing, as rows."""

from __future__ import annotations

from django.db import models

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel

from .listings import Listing


class Tier(models.TextChoices):
    SUMMARY = "summary"
    DETAILS = "details"


class ListingAudience(models.Model):
    """A token that may read a tier of a listing: computed by services, never edited by hand."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="audiences")
    tier = models.CharField(max_length=8, choices=Tier.choices)
    token = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "tier", "token"], name="audience_once")
        ]
        indexes = [models.Index(fields=["token", "tier", "listing"], name="audience_by_token")]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.tier} {self.token}"


class ListingGrant(BaseModel):
    """An organisation that may read the details; ``ground`` names the deal or the access request from
    which it has that right."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "organisation", "ground"], name="grant_once")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} to {self.organisation_id}"


class ListingReader(BaseModel):
    """A person who may read all of a listing while he helps with it; ``ground`` says for what."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "user", "ground"], name="reader_once")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} to {self.user_id}: {self.ground}"
