"""The county index in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.county.models import Release
from backend.county.results import CountyResult
from backend.county.selectors import result_for

_POINTS: dict[str, Any] = {"max_digits": 8, "decimal_places": 2}
_FIGURE: dict[str, Any] = {"max_digits": 18, "decimal_places": 4, "allow_null": True}


class ReleaseOutput(serializers.ModelSerializer[Release]):
    """A release; ``sha256`` is the digest of its content, which never changes once published."""

    region = serializers.CharField(source="round.region")
    year = serializers.IntegerField(source="round.year")
    scheme = serializers.CharField(source="round.scheme")

    class Meta:
        model = Release
        fields = [
            "id", "region", "year", "scheme", "version", "state", "change_note", "published_at",
            "sha256", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class PartOutput(serializers.Serializer[Any]):
    """An indicator of a county: figure, points, beside the median and last year."""

    code = serializers.CharField(source="indicator.code")
    name = serializers.CharField(source="indicator.name")
    unit = serializers.CharField(source="indicator.unit")
    figure = serializers.DecimalField(**_FIGURE)
    median = serializers.DecimalField(**_FIGURE)
    last = serializers.DecimalField(**_FIGURE)
    weight = serializers.DecimalField(**_POINTS)
    points = serializers.DecimalField(**_POINTS)
    supplied = serializers.BooleanField(help_text="From outside with proof, not the platform's.")


class CountyOutput(serializers.Serializer[Any]):
    """A county's place; ``best`` and ``worst`` are its places when weights change by a tenth."""

    code = serializers.CharField()
    name = serializers.CharField()
    score = serializers.DecimalField(**_POINTS)
    rank = serializers.IntegerField()
    best = serializers.IntegerField()
    worst = serializers.IntegerField()
    last_score = serializers.DecimalField(source="last.score", default=None, **_POINTS)
    last_class = serializers.CharField(source="last.class_", default=None)
    gained = serializers.IntegerField(help_text="Places gained within the class.")
    incentive = serializers.IntegerField(source="award.total", help_text="In yuan.")
    parts = PartOutput(many=True)

    def get_fields(self) -> dict[str, Any]:
        """``class`` is a word of the language that this is written in."""
        found = super().get_fields()
        found["class"] = serializers.CharField(source="class_")
        return found


class ReleaseWholeOutput(ReleaseOutput):
    """A release with the places of its counties, decomposed into indicators."""

    counties = serializers.SerializerMethodField()

    class Meta(ReleaseOutput.Meta):
        fields = [*ReleaseOutput.Meta.fields, "counties"]
        read_only_fields = fields

    def get_counties(self, release: Release) -> list[dict[str, Any]]:
        """In the order of their places."""
        counties: tuple[CountyResult, ...] = result_for(release).counties
        return list(CountyOutput(counties, many=True).data)
