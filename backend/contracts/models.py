"""Technology contracts between the two parties of a deal."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.attachments.models import Attachment
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column, currency_column
from backend.deals.models import Deal
from backend.terms.models import RoyaltyBase


class ContractType(models.TextChoices):
    """The five technology contracts of the Civil Code, Arts. 851-887."""

    DEVELOPMENT = "development", _("Technology development")
    TRANSFER = "transfer", _("Technology transfer")
    LICENCE = "licence", _("Technology licence")
    CONSULTING = "consulting", _("Technical consulting")
    SERVICE = "service", _("Technical service")


# What these are about is what the seller has, not what the buyer wants.
OF_ACHIEVEMENT = (ContractType.TRANSFER, ContractType.LICENCE)

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


class PaymentForm(models.TextChoices):
    """How technology is paid for, Art. 846, and by shares."""

    LUMP = "lump", _("One payment in full")
    INSTALMENTS = "instalments", _("Instalments")
    ROYALTY = "royalty", _("Royalty")
    ENTRY_ROYALTY = "entry_royalty", _("Entry fee and royalty")
    SHARES = "shares", _("Contributed as shares")


WITH_ROYALTY = (PaymentForm.ROYALTY, PaymentForm.ENTRY_ROYALTY)


class PartKind(models.TextChoices):
    """What a part of the contract amount pays for."""

    TECHNOLOGY = "technology", _("Technology")
    EQUIPMENT = "equipment", _("Equipment and instruments")
    MATERIALS = "materials", _("Parts and materials")
    OTHER = "other", _("Other costs without technology")


class Written(models.TextChoices):
    """Where the text was written and signed."""

    PAPER = "paper", _("Signed outside, recorded here")
    HERE = "here", _("Written and signed here")


class Contract(BaseModel):
    """One contract of a deal: drafted by one party, confirmed by the other, signed by both.

    A deal has one main contract and may have further agreements after it, one open at a time; these
    name the main contract as ``base``. Parties, need and offer are the deal's. ``amount`` is the whole
    contract amount, ``technology_amount`` what of it pays for technology (amounts.py).
    """

    class Kind(models.TextChoices):
        MAIN = "main", _("Main contract")
        SUPPLEMENTARY = "supplementary", _("Supplementary agreement")
        AMENDMENT = "amendment", _("Amendment")
        TERMINATION = "termination", _("Agreement to terminate")

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Being written")
        PROPOSED = "proposed", _("Waits for confirmation")
        RETURNED = "returned", _("Returned with a reason")
        CONFIRMED = "confirmed", _("Text agreed, to be signed")
        SIGNED = "signed", pgettext_lazy("contract", "Signed")
        TERMINATED = "terminated", _("Terminated")
        DROPPED = "dropped", _("Dropped")

    IN_DRAFT = (State.DRAFTING, State.PROPOSED, State.RETURNED)
    OPEN = (*IN_DRAFT, State.CONFIRMED)
    # Kinds whose amounts are turnover of their own; an amendment's stand in the contract it amends.
    COUNTED = (Kind.MAIN, Kind.SUPPLEMENTARY)

    number = models.CharField(_("contract number"), max_length=20, unique=True, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, editable=False)
    base = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="agreements", editable=False
    )
    written = models.CharField(
        _("form of the contract"), max_length=5, choices=Written.choices, default=Written.PAPER
    )
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
    amount = amount_column(_("contract amount"))
    currency = currency_column()
    technology_amount = amount_column(_("transaction amount"))
    payment_form = models.CharField(
        _("form of payment"), max_length=15, choices=PaymentForm.choices, default=PaymentForm.LUMP
    )
    royalty_base = models.CharField(
        _("base of the royalty"), max_length=10, choices=RoyaltyBase.choices, blank=True
    )
    royalty_percent = models.DecimalField(
        _("royalty in percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )
    entry_fee = amount_column(_("entry fee"), optional=True)
    signed_on = models.DateField(_("signing date"), null=True, blank=True)
    starts_on = models.DateField(_("valid from"), null=True, blank=True)
    ends_on = models.DateField(_("valid until"), null=True, blank=True)
    ip_ownership = models.CharField(
        _("ownership of results"), max_length=10, choices=IpOwnership.choices
    )
    clauses = models.JSONField(_("clauses"), default=list, blank=True)  # code, heading, text each
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    proposed_by_buyer = models.BooleanField(editable=False)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    returned_note = models.TextField(max_length=2000, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    # A scan of the signed paper that one side offered; both have confirmed it once it is signed.
    scan = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    scan_by_buyer = models.BooleanField(null=True, editable=False)
    scan_signed_on = models.DateField(null=True, editable=False)
    signed_at = models.DateTimeField(null=True)  # when both had signed, or the record was confirmed

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            # Two who draft at once still give one record.
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(state__in=["drafting", "proposed", "returned", "confirmed"]),
                name="contract_open_once",
            ),
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(kind="main") & ~Q(state="dropped"),
                name="contract_main_once",
            ),
            models.CheckConstraint(condition=~Q(buyer=F("seller")), name="contract_of_two"),
            models.CheckConstraint(
                condition=Q(technology_amount__lte=F("amount")), name="contract_technology_within"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "terminated"]) | Q(signed_on__isnull=False),
                name="contract_signed_has_day",
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
        """The organisation whose turn it is to write or confirm; None once that is done."""
        if self.state not in self.IN_DRAFT:
            return None
        return self.across_id if self.state == self.State.PROPOSED else self.drafter_id

    @property
    def written_here(self) -> bool:
        """Whether its text is kept here and signed here."""
        return self.written == Written.HERE

    @property
    def drafter_id(self) -> int:
        """The party that drafted it last."""
        return self.buyer_id if self.proposed_by_buyer else self.seller_id

    @property
    def across_id(self) -> int:
        """The other party, which confirms."""
        return self.seller_id if self.proposed_by_buyer else self.buyer_id


class ContractPart(BaseModel):
    """A part of the contract amount. Those of one contract sum to it exactly."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=PartKind.choices)
    words = models.CharField(_("what it is"), max_length=200, blank=True)
    amount = amount_column(_("amount"))

    class Meta:
        verbose_name = _("part of a contract amount")
        verbose_name_plural = _("parts of contract amounts")
        ordering = ["contract", "position"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="contract_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.words}".strip()

    @property
    def technological(self) -> bool:
        """Whether it counts as transaction amount."""
        return self.kind == PartKind.TECHNOLOGY


class Instalment(BaseModel):
    """A payment of a contract that is paid in instalments, Art. 846. Those of one sum to its amount."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    amount = amount_column(_("amount"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    condition = models.CharField(_("what it falls due with"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["contract", "position"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="instalment_once"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | ~Q(condition=""), name="instalment_falls_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.condition}".strip(": ")
