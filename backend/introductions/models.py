"""Invitations to talks: two organisations that no pairing brought together."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.deals.models import Deal, DealDuty

SIDES = (DealDuty.BUYER, DealDuty.SELLER)


class Introduction(BaseModel):
    """One organisation invites another to talk, or a broker two of them.

    Each side agrees for itself; once both have, the talks are open. ``proposed_for`` is the
    organisation that ``proposed_by`` acted for: a side, or a broker's agency.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        AGREED = "agreed", pgettext_lazy("introduction", "Talks open")
        DECLINED = "declined", pgettext_lazy("introduction", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("introduction", "Taken back")

    ORIGIN = "introduction"  # of the deals that it opens

    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    seller = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    need = models.ForeignKey(Listing, on_delete=models.PROTECT, null=True, related_name="+")
    offer = models.ForeignKey(Listing, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("what the talks are about"), max_length=200)
    note = models.TextField(_("message"), max_length=2000)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    buyer_agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    buyer_agreed_at = models.DateTimeField(null=True)
    seller_agreed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    seller_agreed_at = models.DateTimeField(null=True)
    # By which of its mandates a broker answered for a side; empty where it answered itself.
    buyer_mandate = models.CharField(max_length=20, blank=True)
    seller_mandate = models.CharField(max_length=20, blank=True)
    declined_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decline_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, null=True, related_name="+")
    # The side that answers at this moment, for what its event tells.
    answering: DealDuty | str = ""

    class Meta:
        verbose_name = _("invitation to talks")
        verbose_name_plural = _("invitations to talks")
        constraints = [
            models.CheckConstraint(condition=~Q(buyer=F("seller")), name="introduction_of_two")
        ]
        indexes = [
            models.Index(
                fields=["proposed_for"], condition=Q(state="open"), name="introduction_open"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def brokered(self) -> bool:
        """Whether a broker brings the two together, and belongs to neither."""
        return self.proposed_for_id not in (self.buyer_id, self.seller_id)

    def organisation_of(self, side: DealDuty) -> Organisation:
        """The organisation on a side."""
        return self.buyer if side == DealDuty.BUYER else self.seller

    def listing_of(self, side: DealDuty) -> Listing | None:
        """The side's own listing that it is about, if any."""
        return self.need if side == DealDuty.BUYER else self.offer

    def agreed_at(self, side: DealDuty) -> datetime | None:
        """When the side agreed; None where it has not."""
        found: datetime | None = getattr(self, f"{side}_agreed_at")
        return found

    @property
    def asked(self) -> list[DealDuty]:
        """The sides that have not answered."""
        return [side for side in SIDES if self.agreed_at(side) is None]
