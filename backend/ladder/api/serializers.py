"""Figures, standings and lists in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.core.api.schemas import RevisionField
from backend.ladder.models import FirmYear, GradeList, Standing


def _amount() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)


class YearInput(serializers.Serializer[Any]):
    """A firm's figures of a year, in yuan and heads."""

    year = serializers.IntegerField(min_value=1, max_value=9999)
    founded = serializers.IntegerField(min_value=1, max_value=9999)
    size = serializers.ChoiceField(FirmYear.Size.choices)
    staff = serializers.IntegerField(min_value=0, max_value=10**7)
    rd_staff = serializers.IntegerField(min_value=0, max_value=10**7)
    revenue = _amount()
    high_tech_revenue = _amount()
    rd_spending = _amount()
    class1_ip = serializers.IntegerField(min_value=0, max_value=10**7)
    class2_ip = serializers.IntegerField(min_value=0, max_value=10**7)


class YearOutput(serializers.ModelSerializer[FirmYear]):
    """A firm's figures of a year."""

    class Meta:
        model = FirmYear
        fields = [
            "id", "firm", "year", "founded", "size", "staff", "rd_staff", "revenue",
            "high_tech_revenue", "rd_spending", "class1_ip", "class2_ip",
        ]  # fmt: skip
        read_only_fields = fields


class StandingInput(serializers.Serializer[Any]):
    """Which firm is picked for which grade."""

    firm = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    ladder = serializers.CharField(max_length=40)
    grade = serializers.CharField(max_length=40)


class StandingRecognitionInput(serializers.Serializer[Any]):
    """What the certificate says."""

    revision = RevisionField()
    occasion = serializers.ChoiceField(Standing.Occasion.choices)
    number = serializers.CharField(max_length=60, allow_blank=True, default="")
    awarded_on = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True, default=None)


class StandingOutput(serializers.ModelSerializer[Standing]):
    """A firm on its way to a grade, or in it."""

    holds = serializers.BooleanField(read_only=True)

    class Meta:
        model = Standing
        fields = [
            "id", "firm", "ladder_code", "grade_code", "equals", "state", "by_firm", "occasion",
            "number", "awarded_on", "valid_until", "holds", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class GradeListOutput(serializers.ModelSerializer[GradeList]):
    """A list of firms as it was published."""

    class Meta:
        model = GradeList
        fields = ["id", "ladder_code", "grade_code", "unit", "published_on", "rows"]
        read_only_fields = fields
