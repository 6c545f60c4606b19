"""Deals: two organisations talk, on the way to one or several contracts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel

MAX_STEP = 200


class Stage(models.TextChoices):
    CONTACT = "contact", _("First contact")
    NDA = "nda", _("Confidentiality")
    EVALUATION = "evaluation", _("Evaluation")
    TERMS = "terms", _("Terms")
    CONTRACT = "contract", _("Signing")
    DELIVERY = "delivery", _("Delivery")
    CLOSED = "closed", _("Closed")
    LOST = "lost", _("Ended")


class Turn(models.TextChoices):
    """Who is to move."""

    BUYER = "buyer", _("Buyer")
    SELLER = "seller", _("Seller")
    BOTH = "both", _("Both sides")


class LostReason(models.TextChoices):
    TERMS = "terms", _("No agreement on price or terms")
    ANOTHER = "another", _("Another partner was chosen")
    INDICATORS_SHORT = "indicators_short", _("Tests showed that the indicators fall short")
    BUDGET = "budget", _("The budget or the project fell away")
    NO_CAPACITY = "no_capacity", _("No capacity at present")
    OTHER = "other", _("Another reason")


# What becomes of a deal without anybody choosing it from the list.
TERMINATED = ("terminated", _("The contract was terminated"))


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
        _("stage"), max_length=12, choices=Stage.choices, default=Stage.CONTACT
    )
    stage_since = models.DateTimeField(default=timezone.now, editable=False)
    waits_for = models.CharField(max_length=6, choices=Turn.choices, default=Turn.BOTH)
    next_step = models.CharField(_("next step"), max_length=MAX_STEP, blank=True)
    next_step_on = models.DateField(_("due on"), null=True)
    next_step_whose = models.CharField(max_length=6, choices=Turn.choices, blank=True)
    lost_reason = models.CharField(
        max_length=20, choices=[*LostReason.choices, TERMINATED], blank=True
    )
    changes_heard = models.BigIntegerField(
        default=0, editable=False
    )  # events of its listings, so far
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
        return self.stage not in {Stage.LOST, Stage.CLOSED}

    @property
    def lost(self) -> bool:
        """Whether it ended before its time."""
        return self.stage == Stage.LOST

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
    # A broker who brought the two together, whatever becomes of their listings.
    introduced = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("person in a deal")
        verbose_name_plural = _("people in deals")
        constraints = [
            models.UniqueConstraint(fields=["deal", "user", "duty"], name="deal_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.deal_id}: {self.duty}"


class StageStay(BaseModel):
    """How long a deal was in a stage while somebody was to move; a stage has a row for each turn.

    ``by`` brought the deal there, none where the platform did. The row that is not left is the
    present one; closed and lost deals have none.
    """

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="stays")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    waits_for = models.CharField(max_length=6, choices=Turn.choices)
    entered_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("stay in a stage")
        verbose_name_plural = _("stays in stages")
        constraints = [
            models.UniqueConstraint(
                fields=["deal"], condition=Q(left_at=None), name="deal_in_one_stage"
            )
        ]
        indexes = [models.Index(fields=["deal", "entered_at"], name="stays_of_deal")]

    def __str__(self) -> str:
        return f"{self.deal_id} in {self.stage}"
