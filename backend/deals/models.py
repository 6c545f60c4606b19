"""Deals: two organisations talk, on the way to one or several contracts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Stage(models.TextChoices):
    TALKING = "talking", _("In talks")
    DRAFTED = "drafted", _("Contract drafted")
    CONTRACTED = "contracted", _("Contract recorded")
    LOST = "lost", _("Ended without a contract")


class LostReason(models.TextChoices):
    TERMS = "terms", _("No agreement on price or terms")
    ANOTHER = "another", _("Another partner was chosen")
    INDICATORS_SHORT = "indicators_short", _("Tests showed that the indicators fall short")
    BUDGET = "budget", _("The budget or the project fell away")
    NO_CAPACITY = "no_capacity", _("No capacity at present")
    OTHER = "other", _("Another reason")


class DealDuty(models.TextChoices):
    BUYER = "buyer", _("Buyer")
    SELLER = "seller", _("Seller")
    BROKER = "broker", _("Technology broker")

    @property
    def other(self) -> DealDuty:
        """The party across the table; a broker stands across from nobody."""
        return DealDuty.SELLER if self == DealDuty.BUYER else DealDuty.BUYER


class Deal(BaseModel):
    """Talks between a buyer and a seller.

    ``origin_kind`` and ``origin_id`` say what led to them (origins.py); a deal may be about a need
    and an offer. ``title`` is what it was called when it was opened.
    """

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deals_as_buyer")
    seller = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="deals_as_seller"
    )
    need = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, related_name="deals_as_need"
    )
    offer = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, related_name="deals_as_offer"
    )
    origin_kind = models.CharField(max_length=20)
    origin_id = models.BigIntegerField(null=True)
    title = models.CharField(_("title"), max_length=420)
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage.choices, default=Stage.TALKING
    )
    lost_reason = models.CharField(max_length=20, choices=LostReason.choices, blank=True)
    lost_note = models.TextField(max_length=2000, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        constraints = [
            # Whatever opens deals, two listings have one that runs; a lost one may be tried again.
            models.UniqueConstraint(
                fields=["need", "offer"], condition=~Q(stage="lost"), name="deal_running_once"
            ),
            models.CheckConstraint(condition=~Q(buyer=F("seller")), name="deal_of_two"),
        ]
        indexes = [models.Index(fields=["origin_kind", "origin_id"], name="deal_of_origin")]

    def __str__(self) -> str:
        return self.title

    @property
    def running(self) -> bool:
        """Whether something may still come of it."""
        return self.stage != Stage.LOST

    def party_id(self, duty: str) -> int:
        """The organisation that buys or sells."""
        return self.buyer_id if duty == DealDuty.BUYER else self.seller_id


class DealPerson(BaseModel):
    """Somebody who takes part in a deal; ``organisation`` is whom they stand for, none for a broker
    who belongs to no agency any more."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deals")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    duty = models.CharField(_("duty"), max_length=10, choices=DealDuty.choices)

    class Meta:
        verbose_name = _("person in a deal")
        verbose_name_plural = _("people in deals")
        constraints = [
            models.UniqueConstraint(fields=["deal", "user", "duty"], name="deal_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.deal_id}: {self.duty}"
