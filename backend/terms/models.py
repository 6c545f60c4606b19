"""Terms of a deal: what each side offers, round after round."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.taxonomies import MODES
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column, currency_column
from backend.deals.models import Deal, DealDuty

_PERCENT = [MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))]


class PriceMode(models.TextChoices):
    """The ways of paying that Art. 846 of the Civil Code names."""

    LUMP_SUM = "lump_sum", _("Lump sum")
    INSTALMENTS = "instalments", _("Lump sum in instalments")
    ROYALTY = "royalty", _("Royalty")
    ENTRY_ROYALTY = "entry_royalty", _("Entry fee and royalty")
    SHARES = "shares", _("Contribution for shares")


ROYALTIES = (PriceMode.ROYALTY, PriceMode.ENTRY_ROYALTY)
PRICED = (PriceMode.LUMP_SUM, PriceMode.INSTALMENTS)


class RoyaltyBase(models.TextChoices):
    """What a royalty is counted on, Art. 846."""

    SALES = "sales", _("Product sales")
    PRICE = "price", _("Product price")
    OUTPUT = "output", _("Added output value")
    PROFIT = "profit", _("Added profit")


class Ownership(models.TextChoices):
    BUYER = "buyer", pgettext_lazy("terms", "The buyer")
    SELLER = "seller", pgettext_lazy("terms", "The seller")
    SHARED = "shared", pgettext_lazy("terms", "Both, shared")


class Exclusivity(models.TextChoices):
    EXCLUSIVE = "exclusive", _("Exclusive licence: the buyer alone")
    SOLE = "sole", _("Sole licence: the buyer and the seller")
    ORDINARY = "ordinary", _("Ordinary licence: others too")


def _words(label: Any, length: int = 2000) -> models.TextField:
    return models.TextField(label, max_length=length, blank=True)


class TermsRow(BaseModel):
    """The columns that are the terms themselves, line by line."""

    mode = models.CharField(_("kind of cooperation"), max_length=25, choices=list(MODES.items()))
    price_mode = models.CharField(_("way of paying"), max_length=15, choices=PriceMode.choices)
    price = amount_column(_("price"), optional=True)
    currency = currency_column()
    instalments = _words(_("instalments"), 1000)
    royalty_rate = models.DecimalField(
        _("royalty in percent"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=_PERCENT,
    )  # fmt: skip
    royalty_base = models.CharField(
        _("royalty on"), max_length=10, choices=RoyaltyBase.choices, blank=True
    )
    shares_percent = models.DecimalField(
        _("shares in percent"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=_PERCENT,
    )  # fmt: skip
    ownership = models.CharField(
        _("ownership of results"), max_length=10, choices=Ownership.choices
    )
    exclusivity = models.CharField(
        _("exclusivity"), max_length=10, choices=Exclusivity.choices, blank=True
    )
    use_field = models.CharField(_("field of use"), max_length=200, blank=True)
    territory = models.CharField(_("territory"), max_length=200, blank=True)
    years = models.PositiveSmallIntegerField(
        _("term in years"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )  # fmt: skip
    confidentiality_years = models.PositiveSmallIntegerField(
        _("confidentiality in years after the end"), null=True, blank=True,
        validators=[MaxValueValidator(50)],
    )  # fmt: skip
    delivery = _words(_("what is delivered and when"))
    acceptance = _words(_("acceptance"))
    other = _words(_("other terms"))

    class Meta:
        abstract = True


class Offer(TermsRow):
    """One round: what one side offers as a whole.

    ``by`` is the party, ``organisation`` whom it is for, by value of that day. One round of a deal is
    open at a time, and one is accepted; a later one that is accepted takes its place.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
        COUNTERED = "countered", _("Answered by a counter-offer")
        DECLINED = "declined", pgettext_lazy("offer", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Taken back")
        EXPIRED = "expired", pgettext_lazy("offer", "Expired")
        REPLACED = "replaced", _("Replaced by later terms")

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="offers")
    round = models.PositiveSmallIntegerField(_("round"))
    by = models.CharField(max_length=10, choices=DealDuty.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("words with the offer"), max_length=2000, blank=True)
    expires_at = models.DateTimeField(_("answer until"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    declined_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("offer of terms")
        verbose_name_plural = _("offers of terms")
        constraints = [
            models.UniqueConstraint(fields=["deal", "round"], name="offer_round_once"),
            models.UniqueConstraint(
                fields=["deal"], condition=Q(state="open"), name="offer_open_once"
            ),
            models.UniqueConstraint(
                fields=["deal"], condition=Q(state="accepted"), name="offer_accepted_once"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state="open"), name="offer_due"),
        ]

    def __str__(self) -> str:
        return f"{self.deal} · {self.round}"

    @property
    def last_day(self) -> date:
        """The last day for an answer."""
        return timezone.localdate(self.expires_at - timedelta(seconds=1))

    @property
    def across_id(self) -> int:
        """The organisation that answers."""
        return self.deal.party_id(DealDuty(self.by).other)
