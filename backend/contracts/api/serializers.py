"""Contract records in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.contracts.models import Contract, ContractType, IpOwnership
from backend.core.money_fields import Currency


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
    signed_on = serializers.DateField()
    ip_ownership = serializers.ChoiceField(IpOwnership.choices)


class ContractDraftInput(ContractInput):
    """The first writing of a record, in the deal that it belongs to."""

    deal = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class ContractRevisionInput(ContractInput):
    """A redraft, with the revision that it rests on."""

    revision = serializers.IntegerField(min_value=1)


class ContractOutput(serializers.ModelSerializer[Contract]):
    """A contract record; ``waits_for`` is the organisation whose turn it is."""

    buyer = OrganisationOutput()
    seller = OrganisationOutput()
    waits_for = serializers.IntegerField(source="waits_for_id", allow_null=True)
    proposed_by = serializers.CharField()
    confirmed_by = serializers.CharField(allow_null=True)

    class Meta:
        model = Contract
        fields = [
            "id", "number", "deal", "kind", "need", "offer", "buyer", "seller", "title", "type",
            "subtype", "amount", "currency", "signed_on", "ip_ownership", "state", "revision",
            "waits_for",
            "returned_note", "proposed_by", "confirmed_by", "confirmed_at", "created_at",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
