"""Rights, shares and the yearly report in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.core.money_fields import Currency
from backend.ownership.models import Grant, Plan, PlanShare


class GrantInput(serializers.Serializer[Any]):
    """What inventors apply for."""

    achievement = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    kind = serializers.ChoiceField(Grant.Kind.choices)
    share = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True, default=None)
    inventors = serializers.CharField(max_length=300)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True, default=None)
    conditions = serializers.CharField(max_length=2000, allow_blank=True, default="")
    reasons = serializers.CharField(max_length=2000)


class GrantOutput(serializers.ModelSerializer[Grant]):
    """A right that inventors applied for."""

    class Meta:
        model = Grant
        fields = [
            "id", "achievement", "kind", "share", "inventors", "starts_on", "ends_on",
            "conditions", "reasons", "state", "note", "revision", "decided_on", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class PlanShareInput(serializers.Serializer[Any]):
    """A share; without a person it is the institution's own."""

    kind = serializers.ChoiceField(PlanShare.Kind.choices)
    person = serializers.IntegerField(
        source="person_id", min_value=1, max_value=2**63 - 1, allow_null=True, default=None
    )
    percent = serializers.DecimalField(max_digits=5, decimal_places=2)


class PlanInput(serializers.Serializer[Any]):
    """How the price was found and how the revenue is split; the shares sum to exactly 100."""

    deal = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    revision = serializers.IntegerField(min_value=1, allow_null=True, default=None)
    pricing = serializers.ChoiceField(Plan.Pricing.choices)
    price = serializers.DecimalField(
        max_digits=15, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    currency = serializers.ChoiceField(Currency.choices, default=Currency.CNY)
    noticed_on = serializers.DateField(allow_null=True, default=None)
    shares = PlanShareInput(many=True)


class PlanShareOutput(serializers.ModelSerializer[PlanShare]):
    """A share and whether it is agreed to."""

    class Meta:
        model = PlanShare
        fields = ["kind", "person", "percent", "agreed_at"]
        read_only_fields = fields


class PlanOutput(serializers.ModelSerializer[Plan]):
    """A plan of shares, for those whom it names and their office."""

    shares = PlanShareOutput(many=True)

    class Meta:
        model = Plan
        fields = [
            "id", "deal", "institution", "pricing", "price", "currency", "noticed_on", "state",
            "revision", "shares",
        ]  # fmt: skip
        read_only_fields = fields


class TransferQuery(serializers.Serializer[Any]):
    """Of which year; the present one unless told otherwise."""

    year = serializers.IntegerField(min_value=1900, max_value=9999, required=False)


class TakingsOutput(serializers.Serializer[Any]):
    """What the buyer paid, what was taken off, what arrived, and the people's part of that."""

    paid = serializers.DecimalField(max_digits=20, decimal_places=2)
    fees = serializers.DecimalField(max_digits=20, decimal_places=2)
    received = serializers.DecimalField(max_digits=20, decimal_places=2)
    due = serializers.DecimalField(max_digits=20, decimal_places=2)
    handed_on = serializers.DecimalField(max_digits=20, decimal_places=2)


class TransferTotalOutput(serializers.Serializer[Any]):
    """The sums in one currency."""

    currency = serializers.CharField()
    signed = serializers.IntegerField()
    amount = serializers.DecimalField(max_digits=20, decimal_places=2)
    technology = serializers.DecimalField(max_digits=20, decimal_places=2)
    takings = TakingsOutput()


class TransferredOutput(serializers.Serializer[Any]):
    """A contract of the report."""

    contract = serializers.IntegerField(source="contract.pk")
    number = serializers.CharField(source="contract.number")
    currency = serializers.CharField(source="contract.currency")
    amount = serializers.DecimalField(source="contract.amount", max_digits=15, decimal_places=2)
    takings = TakingsOutput()


class TransferReportOutput(serializers.Serializer[Any]):
    """An institution's year, out of contracts and ledger."""

    institution = serializers.IntegerField(source="institution.pk")
    year = serializers.IntegerField()
    totals = TransferTotalOutput(many=True)
    rows = TransferredOutput(many=True)
