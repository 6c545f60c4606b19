"""The records of technology contracts between the two parties of a deal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column, currency_column
from backend.deals.models import Deal


class ContractType(models.TextChoices):
    """The five technology contracts of the Civil Code, Arts. 851-887."""

    DEVELOPMENT = "development", _("Technology development")
    TRANSFER = "transfer", _("Technology transfer")
    LICENCE = "licence", _("Technology licence")
    CONSULTING = "consulting", _("Technical consulting")
    SERVICE = "service", _("Technical service")


SUBTYPES: dict[str, dict[str, object]] = {
    ContractType.DEVELOPMENT: {"commissioned": _("Commissioned"), "joint": _("Joint")},
    ContractType.TRANSFER: {
        "patent": _("Patent right"),
        "application_right": _("Right to apply for a patent"),
        "know_how": _("Know-how"),
    },
    ContractType.LICENCE: {
        "exclusive": _("Exclusive"),
        "sole": _("Sole"),
        "ordinary": _("Ordinary"),
    },
    ContractType.CONSULTING: {},
    ContractType.SERVICE: {"training": _("Training"), "intermediary": _("Intermediary")},
}


class IpOwnership(models.TextChoices):
    BUYER = "buyer", _("The buyer")
    SELLER = "seller", _("The seller")
    SHARED = "shared", _("Both, shared")


class Contract(BaseModel):
    """One record of a deal: drafted by one party, confirmed by the other.

    A deal has one main contract and may have supplementary ones after it, one in draft at a time.
    Parties, need and offer are the deal's.
    """

    class Kind(models.TextChoices):
        MAIN = "main", _("Main contract")
        SUPPLEMENTARY = "supplementary", _("Supplementary agreement")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for confirmation")
        RETURNED = "returned", _("Returned with a reason")
        CONFIRMED = "confirmed", _("Recorded")
        DROPPED = "dropped", _("Dropped")

    IN_DRAFT = (State.PROPOSED, State.RETURNED)

    number = models.CharField(_("contract number"), max_length=20, unique=True, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, editable=False)
    need = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, related_name="contracts_as_need"
    )
    offer = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, related_name="contracts_as_offer"
    )
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="purchases")
    seller = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sales")
    title = models.CharField(_("project name"), max_length=200)
    type = models.CharField(_("contract type"), max_length=12, choices=ContractType.choices)
    subtype = models.CharField(_("subtype"), max_length=20, blank=True)
    amount = amount_column(_("amount"))
    currency = currency_column()
    signed_on = models.DateField(_("signing date"))
    ip_ownership = models.CharField(
        _("ownership of results"), max_length=10, choices=IpOwnership.choices
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    proposed_by_buyer = models.BooleanField(editable=False)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    returned_note = models.TextField(max_length=2000, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            # Two who draft at once still give one record.
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(state__in=["proposed", "returned"]),
                name="contract_in_draft_once",
            ),
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(kind="main") & ~Q(state="dropped"),
                name="contract_main_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subtype_label(self) -> object:
        """The subtype in words; empty where the type has none."""
        return SUBTYPES.get(self.type, {}).get(self.subtype, "")

    @property
    def waits_for_id(self) -> int | None:
        """The organisation whose turn it is; None once recorded or dropped."""
        if self.state not in self.IN_DRAFT:
            return None
        return self.across_id if self.state == self.State.PROPOSED else self.drafter_id

    @property
    def drafter_id(self) -> int:
        """The party that drafted it last."""
        return self.buyer_id if self.proposed_by_buyer else self.seller_id

    @property
    def across_id(self) -> int:
        """The other party, which confirms."""
        return self.seller_id if self.proposed_by_buyer else self.buyer_id
