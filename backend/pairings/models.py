"""Pairings of a need and an offer, and what the two sides decided."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
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


def id_drawn() -> int:
    """A number by chance: counted ids would tell, by their gaps, how many pairings others came to, and
    so whether a bound that was moved now fits something hidden. Below what JavaScript counts exactly.
    """
    return secrets.randbelow(2**53 - 1) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well two fit, judged by what one reader may read of both.

    ``reasons`` and ``indicators`` are as the matcher gave them (codes, parameters, spans).
    """

    score: float
    probability: float
    level: str
    reasons: list[dict[str, Any]]
    indicators: list[dict[str, Any]]


class Pairing(BaseModel):
    """A need and an offer that may fit: one row for both directions, and how well they fit as each
    reads the other.

    Without a prefix stands the fit of the two wholes, for whoever may read both; a side that may not
    read all of the other has its own, so that it measures nothing hidden. The side's reasons and
    indicators are null where nothing is hidden from it: then they are those of the whole. A side that
    declined keeps its reason; the other side reads it.
    """

    id = models.BigIntegerField(primary_key=True, default=id_drawn, editable=False)
    need = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="pairings_as_need")
    offer = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="pairings_as_offer")
    score = models.FloatField()
    probability = models.FloatField()
    level = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    indicators = models.JSONField(default=list)
    need_score = models.FloatField()
    need_probability = models.FloatField()
    need_level = models.CharField(max_length=10)
    need_reasons = models.JSONField(null=True)
    need_indicators = models.JSONField(null=True)
    offer_score = models.FloatField()
    offer_probability = models.FloatField()
    offer_level = models.CharField(max_length=10)
    offer_reasons = models.JSONField(null=True)
    offer_indicators = models.JSONField(null=True)
    release = models.CharField(max_length=120)
    # Since when it is recommended to a side; null where it never was, then the side knows nothing of it.
    need_listed_at = models.DateTimeField(null=True)
    offer_listed_at = models.DateTimeField(null=True)
    # Out of the side's best list after a re-match, and nobody had decided: kept, but not shown.
    need_superseded = models.BooleanField(default=False)
    offer_superseded = models.BooleanField(default=False)
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
    # By which of its mandates a broker answered for a side; empty where it answered itself.
    need_mandate = models.CharField(max_length=20, blank=True)
    offer_mandate = models.CharField(max_length=20, blank=True)
    # When somebody of a side first looked at it.
    need_opened_at = models.DateTimeField(null=True)
    offer_opened_at = models.DateTimeField(null=True)
    # The event that told a side at once; null where it waits on its pages.
    need_told_in = models.BigIntegerField(null=True)
    offer_told_in = models.BigIntegerField(null=True)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason.choices, blank=True)
    decline_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1)
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
            models.Index(fields=["need", "-need_probability"], name="pairing_best_for_need"),
            models.Index(fields=["offer", "-offer_probability"], name="pairing_best_for_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} ↔ {self.offer_id}"

    def listing_of(self, side: Side) -> Listing:
        """The listing that stands on a side."""
        return self.need if side == Side.NEED else self.offer

    def fit_of(self, side: Side | None) -> Fit:
        """How the two fit as a side reads them; None for whoever reads both wholly."""
        if side is None:
            return Fit(**{name: getattr(self, name) for name in Fit.__slots__})
        own = {name: getattr(self, f"{side}_{name}") for name in Fit.__slots__}
        return Fit(
            **{name: getattr(self, name) if held is None else held for name, held in own.items()}
        )

    def fit_put(self, whole: Fit, sides: Mapping[Side, Fit]) -> None:
        """Take over how they fit wholly, and as those sides see it that may not read all."""
        for name in Fit.__slots__:
            setattr(self, name, getattr(whole, name))
            for side in Side:
                setattr(self, f"{side}_{name}", getattr(sides.get(side, whole), name))
        for side in set(Side) - sides.keys():
            setattr(self, f"{side}_reasons", None)
            setattr(self, f"{side}_indicators", None)

    def listed_since(self, side: Side) -> datetime | None:
        """When it was first recommended to a side; None where it never was."""
        found: datetime | None = getattr(self, f"{side}_listed_at")
        return found

    def recommended_to(self, side: Side) -> bool:
        """Whether it stands in the side's list now."""
        return self.listed_since(side) is not None and not getattr(self, f"{side}_superseded")

    def list_for(self, side: Side) -> None:
        """Put it into the side's list, where it was not."""
        if self.listed_since(side) is None:
            setattr(self, f"{side}_listed_at", timezone.now())
        setattr(self, f"{side}_superseded", False)

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


class Referral(BaseModel):
    """A broker puts a pairing to both sides, with a note that both read; each answers as usual, and the
    talks that come of it have him with them."""

    pairing = models.OneToOneField(Pairing, on_delete=models.CASCADE, related_name="referral")
    broker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("note to both sides"), max_length=2000)

    class Meta:
        verbose_name = _("recommendation by a broker")
        verbose_name_plural = _("recommendations by brokers")

    def __str__(self) -> str:
        return f"{self.broker_id}: {self.pairing_id}"
