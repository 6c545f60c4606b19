"""Pairings of a need and an offer, and what the two sides decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.deals.models import Deal


class Side(models.TextChoices):
    NEED = "need", _("Need side")
    OFFER = "offer", _("Offer side")

    @property
    def other(self) -> Side:
        """The side across the table."""
        return Side.OFFER if self == Side.NEED else Side.NEED


class Decision(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class DeclineReason(models.TextChoices):
    INDICATORS_SHORT = "indicators_short", _("The indicators fall short")
    NOT_MATURE = "not_mature", _("Not mature enough")
    TOO_EXPENSIVE = "too_expensive", _("Price or budget does not fit")
    FIELD_MISMATCH = "field_mismatch", _("It is about something else")
    ALREADY_SOLVED = "already_solved", _("Already solved")
    NO_CAPACITY = "no_capacity", _("No capacity at present")
    TERMS = "terms", _("Terms of cooperation do not fit")
    OTHER = "other", _("Another reason")


class Pairing(BaseModel):
    """A need and an offer that may fit: one row, one score, for both directions.

    ``reasons`` and ``indicators`` are stored as the matcher gave them (codes, parameters, spans) and
    rendered for each reader. A side that declined keeps its reason; the other side reads it.
    """

    need = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="pairings_as_need")
    offer = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="pairings_as_offer")
    score = models.FloatField()
    probability = models.FloatField()
    level = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    indicators = models.JSONField(default=list)
    release = models.CharField(max_length=120)
    need_decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    need_decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    need_decided_at = models.DateTimeField(null=True)
    offer_decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.OPEN
    )
    offer_decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    offer_decided_at = models.DateTimeField(null=True)
    # When somebody of a side first looked at it.
    need_opened_at = models.DateTimeField(null=True)
    offer_opened_at = models.DateTimeField(null=True)
    # The event that told both sides at once; null where it waits on their pages.
    told_in = models.BigIntegerField(null=True)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason.choices, blank=True)
    decline_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    # Out of the best list after a re-match, and nobody had decided: kept, but not shown.
    superseded = models.BooleanField(default=False)
    # The talks that both acceptances opened.
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, null=True, related_name="+")

    ORIGIN = "pairing"  # of the deals that it opens

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints = [
            models.UniqueConstraint(fields=["need", "offer"], name="pairing_once"),
            models.CheckConstraint(condition=~Q(need=models.F("offer")), name="pairing_of_two"),
        ]
        indexes = [
            models.Index(fields=["need", "-probability"], name="pairing_best_for_need"),
            models.Index(fields=["offer", "-probability"], name="pairing_best_for_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} ↔ {self.offer_id}"

    def listing_of(self, side: Side) -> Listing:
        """The listing that stands on a side."""
        return self.need if side == Side.NEED else self.offer

    def decision_of(self, side: Side) -> str:
        """What a side decided."""
        found: str = getattr(self, f"{side}_decision")
        return found

    @property
    def declined_by(self) -> Side | None:
        """The side that declined, if any."""
        return next((s for s in Side if self.decision_of(s) == Decision.DECLINED), None)

    @property
    def in_talks(self) -> bool:
        """Whether both sides accepted and the talks have not ended without a contract."""
        return self.agreed and (self.deal is None or not self.deal.lost)

    @property
    def agreed(self) -> bool:
        """Whether both sides accepted."""
        return all(self.decision_of(side) == Decision.ACCEPTED for side in Side)
