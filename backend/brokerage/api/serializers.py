"""Brokers' work in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.brokerage.models import (
    MAX_PERCENT,
    MAX_WORDS,
    Commission,
    CommissionShare,
    Service,
    ServiceKind,
)
from backend.core.money_fields import Currency


class BrokerServiceInput(serializers.Serializer[Any]):
    """A service done for a deal."""

    kind = serializers.ChoiceField(ServiceKind.choices)
    done_on = serializers.DateField()
    words = serializers.CharField(max_length=MAX_WORDS)


class BrokerServiceOutput(serializers.ModelSerializer[Service]):
    """A service on record."""

    broker = serializers.CharField()

    class Meta:
        model = Service
        fields = [
            "id", "deal", "broker", "agency", "kind", "done_on", "words", "struck_at",
            "struck_why", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class ShareInput(serializers.Serializer[Any]):
    """An agency's part of a commission."""

    agency = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    percent = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0)


class CommissionInput(serializers.Serializer[Any]):
    """What one side pays: a percentage of the contracts' amount, or an amount once."""

    deal = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    payer = serializers.ChoiceField(Commission.Payer.choices)
    percent = serializers.DecimalField(
        max_digits=5, decimal_places=2, max_value=MAX_PERCENT, allow_null=True, default=None
    )
    amount = serializers.DecimalField(
        max_digits=15, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    currency = serializers.ChoiceField(Currency.choices, default=Currency.CNY)
    words = serializers.CharField(max_length=MAX_WORDS, allow_blank=True, default="")
    shares = ShareInput(many=True, default=list)


class ShareOutput(serializers.ModelSerializer[CommissionShare]):
    """An agency's part of a commission."""

    class Meta:
        model = CommissionShare
        fields = ["agency", "percent"]
        read_only_fields = fields


class CommissionOutput(serializers.ModelSerializer[Commission]):
    """A commission; ``agreed_by`` are the organisations that agreed so far."""

    shares = ShareOutput(many=True)
    agreed_by = serializers.SerializerMethodField()

    class Meta:
        model = Commission
        fields = [
            "id", "deal", "payer", "percent", "amount", "currency", "words", "agency", "state",
            "declined_note", "shares", "agreed_by", "agreed_at", "revision", "created_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_agreed_by(self, commission: Commission) -> list[int]:
        """Ids of organisations, in the order in which they agreed."""
        return [consent.organisation_id for consent in commission.consents.all()]
