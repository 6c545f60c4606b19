"""Plans of regions in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.plans.models import Measure, Plan
from backend.plans.selectors import rows_of

_FIGURE: dict[str, Any] = {"max_digits": 18, "decimal_places": 4, "allow_null": True}


class RegionPlanOutput(serializers.ModelSerializer[Plan]):
    """A region's plan for a period of years."""

    unit = OrganisationOutput()

    class Meta:
        model = Plan
        fields = [
            "id", "name", "name_en", "region", "unit", "starts", "ends", "state", "verdict", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class RegionMeasureOutput(serializers.ModelSerializer[Measure]):
    """A task of the plan, who leads it, how it stands."""

    class Meta:
        model = Measure
        fields = [
            "number", "name", "lead", "responsible", "target", "standing", "report", "reported_at",
        ]  # fmt: skip
        read_only_fields = fields


class IndicatorRowOutput(serializers.Serializer[Any]):
    """An indicator: target, figures by year, and how far it is."""

    id = serializers.IntegerField(source="indicator.pk")
    name = serializers.CharField(source="indicator.name")
    unit = serializers.CharField(source="indicator.unit")
    kind = serializers.CharField(source="indicator.kind")
    base = serializers.DecimalField(source="indicator.base", **_FIGURE)
    target = serializers.DecimalField(source="indicator.target", **_FIGURE)
    target_max = serializers.DecimalField(source="indicator.target_max", **_FIGURE)
    by = serializers.CharField(source="indicator.by", help_text="supplied or platform")
    actual = serializers.DecimalField(source="progress.actual", **_FIGURE)
    percent = serializers.DecimalField(
        source="progress.percent", max_digits=3, decimal_places=0, allow_null=True
    )
    light = serializers.CharField(source="progress.light", help_text="green, amber, red or none")
    figures = serializers.SerializerMethodField()

    def get_figures(self, row: Any) -> dict[str, str | None]:
        """Year → figure, null where there is none."""
        return {str(year): None if one is None else f"{one:f}" for year, one in row.figures}


class RegionPlanWholeOutput(RegionPlanOutput):
    """A plan with its measures and indicators."""

    measures = RegionMeasureOutput(many=True)
    indicators = serializers.SerializerMethodField()

    class Meta(RegionPlanOutput.Meta):
        fields = [*RegionPlanOutput.Meta.fields, "measures", "indicators"]
        read_only_fields = fields

    def get_indicators(self, plan: Plan) -> list[dict[str, Any]]:
        """In the order of the plan."""
        return list(IndicatorRowOutput(rows_of(plan), many=True).data)
