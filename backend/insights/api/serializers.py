"""Figures in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

_NUMBER: dict[str, Any] = {"max_digits": 22, "decimal_places": 2, "allow_null": True}


class GlossaryEntryOutput(serializers.Serializer[Any]):
    """What a figure means."""

    code = serializers.CharField()
    name = serializers.CharField()
    formula = serializers.CharField()
    rows = serializers.CharField(help_text="What it is counted from.")
    unit = serializers.SerializerMethodField(help_text="yuan or count")
    delay = serializers.CharField()

    def get_unit(self, entry: Any) -> str:
        """In what it is counted."""
        return "yuan" if entry.money else "count"


class CellOutput(serializers.Serializer[Any]):
    """A number, null where it is withheld or not known, and the page of the list that it counts."""

    value = serializers.DecimalField(**_NUMBER)
    url = serializers.CharField(allow_blank=True)


class DashboardFigureOutput(serializers.Serializer[Any]):
    """A figure now, and at the end of last month."""

    code = serializers.CharField(source="entry.code")
    name = serializers.CharField(source="entry.name")
    now = CellOutput()
    before = serializers.DecimalField(source="before.value", default=None, **_NUMBER)


class LineOutput(serializers.Serializer[Any]):
    """A row of a table, its cells in the order of the columns."""

    name = serializers.CharField()
    cells = CellOutput(many=True)


class ChartOutput(serializers.Serializer[Any]):
    """A table of a dashboard."""

    code = serializers.CharField()
    title = serializers.CharField()
    figure = serializers.CharField(source="entry.code", default="")
    columns = serializers.SerializerMethodField()
    lines = LineOutput(many=True)
    note = serializers.CharField(allow_blank=True)

    def get_columns(self, chart: Any) -> list[str]:
        """Their names in the reader's language."""
        return [str(column.name) for column in chart.columns]


class DashboardOutput(serializers.Serializer[Any]):
    """What one desk shows, as it was counted."""

    desk = serializers.CharField()
    place = serializers.CharField(help_text="Of regions: which one.", allow_blank=True)
    as_of = serializers.DateTimeField(
        source="counted_at", allow_null=True, help_text="Null before the first night."
    )
    figures = DashboardFigureOutput(many=True)
    charts = ChartOutput(many=True)


class DashboardQuery(serializers.Serializer[Any]):
    """Of the desk of regions: which region, and which figure month by month."""

    region = serializers.CharField(max_length=12, default="", allow_blank=True)
    figure = serializers.CharField(max_length=30, default="", allow_blank=True)
