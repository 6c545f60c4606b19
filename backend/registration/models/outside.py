"""Contracts whose sellers register elsewhere: what the buyers of the region absorb from there."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.catalog.taxonomies import validate_field
from backend.contracts.models import ContractType
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column

from .registrations import CHINA, NUMBER, Registration


class Extract(BaseModel):
    """A registry's list that an officer imported, with what became of its rows."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    counted = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    suspected = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)  # [row, column, what is wrong and what to do]

    class Meta:
        verbose_name = _("imported extract")
        verbose_name_plural = _("imported extracts")

    def __str__(self) -> str:
        return self.name


class OutsideContract(BaseModel):
    """A contract that was registered elsewhere, reported by its buyer or imported from an extract.

    Amounts are in yuan, as registries keep them. ``buyer`` is known where he is an organisation of the
    platform. ``same_as`` or ``same_as_outside`` is what it was found to be a second record of.
    """

    class Source(models.TextChoices):
        REPORT = "report", _("Reported by the buyer")
        EXTRACT = "extract", _("From a registry's extract")

    class State(models.TextChoices):
        REPORTED = "reported", _("Waits for the science bureau")
        RETURNED = "returned", _("Returned with a note")
        SUSPECTED = "suspected", _("May be counted already")
        COUNTED = "counted", _("Counted")
        DISMISSED = "dismissed", _("Not counted")

    source = models.CharField(_("source"), max_length=10, choices=Source.choices, editable=False)
    extract = models.ForeignKey(
        Extract, on_delete=models.PROTECT, null=True, related_name="contracts", editable=False
    )
    number = models.CharField(
        _("registration number"), max_length=16, blank=True, validators=[NUMBER]
    )
    title = models.CharField(_("project name"), max_length=200)
    type = models.CharField(_("contract type"), max_length=12, choices=ContractType.choices)
    signed_on = models.DateField(_("signing date"))
    buyer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    buyer_name = models.CharField(_("buyer"), max_length=120)
    buyer_region = models.CharField(
        _("buyer's region"), max_length=12, validators=[validate_region]
    )
    seller_name = models.CharField(_("seller"), max_length=160)
    seller_country = models.CharField(_("seller's country"), max_length=3, default=CHINA)
    seller_region = models.CharField(
        _("seller's region"), max_length=12, blank=True, validators=[validate_region]
    )
    technology_field = models.CharField(
        _("technology field"), max_length=30, blank=True, validators=[validate_field]
    )
    contract_amount = amount_column(_("contract amount in yuan"))
    technology_amount = amount_column(_("transaction amount in yuan"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    note = models.TextField(max_length=2000, blank=True, editable=False)
    revision = models.PositiveIntegerField(
        default=1, editable=False, validators=[MinValueValidator(1)]
    )
    same_as = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    same_as_outside = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    reported_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("contract registered elsewhere")
        verbose_name_plural = _("contracts registered elsewhere")
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number="") & ~Q(state="dismissed"),
                name="outside_number_once",
            ),
            models.CheckConstraint(
                condition=Q(technology_amount__lte=F("contract_amount")),
                name="outside_technology_within",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "buyer_region", "signed_on"], name="outside_absorbed")
        ]

    def __str__(self) -> str:
        return self.title
