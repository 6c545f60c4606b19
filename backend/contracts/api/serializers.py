"""Contract records in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.contracts.clauses import MAX_HEADING, MAX_TEXT
from backend.contracts.models import (
    Contract,
    ContractPart,
    ContractType,
    Instalment,
    IpOwnership,
    PartKind,
    PaymentForm,
    Written,
)
from backend.contracts.values import ClauseValues, ContractValues, InstalmentValues, PartValues
from backend.core.api.schemas import RevisionField
from backend.core.money_fields import Currency
from backend.terms.models import RoyaltyBase


class PartInput(serializers.Serializer[Any]):
    """A part of the contract amount."""

    kind = serializers.ChoiceField(PartKind.choices)
    words = serializers.CharField(max_length=200, allow_blank=True, default="")
    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)


class InstalmentInput(serializers.Serializer[Any]):
    """An instalment: how much, by which day or with what it falls due."""

    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)
    due_on = serializers.DateField(allow_null=True, default=None)
    condition = serializers.CharField(max_length=200, allow_blank=True, default="")


class ClauseInput(serializers.Serializer[Any]):
    """A clause; ``code`` is that of the library, empty for one of the parties' own."""

    code = serializers.CharField(max_length=20, allow_blank=True, default="")
    heading = serializers.CharField(max_length=MAX_HEADING, allow_blank=True)
    text = serializers.CharField(max_length=MAX_TEXT, allow_blank=True, trim_whitespace=False)


class ScanInput(serializers.Serializer[Any]):
    """A scan of the signed paper, with the revision that it rests on."""

    revision = RevisionField()
    upload = serializers.FileField()
    signed_on = serializers.DateField()


class ContractInput(serializers.Serializer[Any]):
    """What a side writes into the record."""

    title = serializers.CharField(max_length=200)
    type = serializers.ChoiceField(ContractType.choices)
    subtype = serializers.CharField(
        max_length=20,
        allow_blank=True,
        default="",
        help_text="development: commissioned, joint; transfer: patent, application_right, "
        "know_how; licence: exclusive, sole, ordinary; service: training, intermediary",
    )
    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)
    currency = serializers.ChoiceField(Currency.choices, default=Currency.CNY)
    written = serializers.ChoiceField(Written.choices, default=Written.PAPER)
    signed_on = serializers.DateField(
        allow_null=True,
        default=None,
        help_text="Of a contract signed outside; one written here gets it with the signatures.",
    )
    ip_ownership = serializers.ChoiceField(IpOwnership.choices)
    payment_form = serializers.ChoiceField(PaymentForm.choices)
    royalty_base = serializers.ChoiceField(RoyaltyBase.choices, allow_blank=True, default="")
    royalty_percent = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    entry_fee = serializers.DecimalField(
        max_digits=15, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    starts_on = serializers.DateField(allow_null=True, default=None)
    ends_on = serializers.DateField(allow_null=True, default=None)
    parts = PartInput(
        many=True,
        default=list,
        help_text="What of the amount is no technology; the rest is. Where technology is named too, "
        "all of them sum to the amount.",
    )
    instalments = InstalmentInput(
        many=True,
        default=list,
        help_text="Of a contract that is paid so: at least two, which sum to the amount.",
    )
    clauses = ClauseInput(
        many=True,
        default=list,
        help_text="Of a contract written here; none given: those that stand, or the library's.",
    )


def contract_values_given(data: dict[str, Any]) -> ContractValues:
    """The checked input as the services take it."""
    parts = tuple(PartValues(**part) for part in data.pop("parts"))
    instalments = tuple(InstalmentValues(**row) for row in data.pop("instalments"))
    clauses = tuple(ClauseValues(**clause) for clause in data.pop("clauses"))
    return ContractValues(**data, parts=parts, instalments=instalments, clauses=clauses)


class ContractDraftInput(ContractInput):
    """The first writing of a record, in the deal that it belongs to."""

    deal = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    kind = serializers.ChoiceField(
        Contract.Kind.choices,
        allow_blank=True,
        default="",
        help_text="After the main contract: supplementary (the default), amendment, termination.",
    )


class ContractRevisionInput(ContractInput):
    """A redraft, with the revision that it rests on."""

    revision = RevisionField()


class PartOutput(serializers.ModelSerializer[ContractPart]):
    """A part of the contract amount."""

    class Meta:
        model = ContractPart
        fields = ["kind", "words", "amount"]
        read_only_fields = fields


class InstalmentOutput(serializers.ModelSerializer[Instalment]):
    """An instalment."""

    class Meta:
        model = Instalment
        fields = ["position", "amount", "due_on", "condition"]
        read_only_fields = fields


class ContractOutput(serializers.ModelSerializer[Contract]):
    """A contract record; ``waits_for`` is the organisation whose turn it is."""

    buyer = OrganisationOutput()
    seller = OrganisationOutput()
    waits_for = serializers.IntegerField(source="waits_for_id", allow_null=True)
    proposed_by = serializers.CharField()
    confirmed_by = serializers.CharField(allow_null=True)
    parts = PartOutput(many=True)
    instalments = InstalmentOutput(many=True)

    class Meta:
        model = Contract
        fields = [
            "id", "number", "deal", "kind", "need", "offer", "buyer", "seller", "title", "type",
            "subtype", "written", "base", "amount", "technology_amount", "parts", "currency",
            "instalments",
            "payment_form", "royalty_base", "royalty_percent", "entry_fee", "starts_on", "ends_on",
            "signed_on", "signed_at", "ip_ownership", "clauses", "scan", "scan_signed_on",
            "state", "revision", "waits_for",
            "returned_note", "proposed_by", "confirmed_by", "confirmed_at", "created_at",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
