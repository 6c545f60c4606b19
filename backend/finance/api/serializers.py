"""Products, wishes and answers in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.finance.models import Answer, Kind, Product, Stage, Wish

AMOUNT: dict[str, Any] = {"max_digits": 15, "decimal_places": 2}


class ProductOutput(serializers.ModelSerializer[Product]):
    """A product of the shelf."""

    class Meta:
        model = Product
        fields = [
            "id", "provider", "kind", "title", "title_en", "text", "stages", "grades", "most", "cost",
        ]  # fmt: skip
        read_only_fields = fields


class WishInput(serializers.Serializer[Any]):
    """What money the firm needs; nothing is kept without consent."""

    kind = serializers.ChoiceField(Kind.choices)
    stage = serializers.ChoiceField(Stage.choices)
    amount = serializers.DecimalField(**AMOUNT, min_value=0)
    months = serializers.IntegerField(min_value=1, max_value=360)
    purpose = serializers.CharField(max_length=2000)
    consent = serializers.BooleanField()


class WishOutput(serializers.ModelSerializer[Wish]):
    """A financing wish."""

    class Meta:
        model = Wish
        fields = [
            "id", "firm", "kind", "stage", "amount", "months", "purpose", "state", "credit_grade",
            "credit_body", "credit_on", "note", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class BankAnswerInput(serializers.Serializer[Any]):
    """What the bank that one acts for says."""

    kind = serializers.ChoiceField(Answer.Kind.choices)
    amount = serializers.DecimalField(**AMOUNT, min_value=0, allow_null=True, default=None)
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")


class AnswerOutput(serializers.ModelSerializer[Answer]):
    """What a bank said."""

    class Meta:
        model = Answer
        fields = ["id", "wish", "bank", "kind", "amount", "note"]
        read_only_fields = fields
