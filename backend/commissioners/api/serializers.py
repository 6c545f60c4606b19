"""Commissioners, visits and questions in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.commissioners.models import MOST_TEXT, Appointment, Question, Selection, Visit

_MOST = 2**63 - 1


class SelectionOutput(serializers.ModelSerializer[Selection]):
    """A notice."""

    class Meta:
        model = Selection
        fields = [
            "id", "unit", "level", "year", "title", "text", "wanted", "closes_on", "starts_on",
            "ends_on", "open",
        ]  # fmt: skip
        read_only_fields = fields


class AppointmentOutput(serializers.ModelSerializer[Appointment]):
    """A commissioner, or who would be one."""

    name = serializers.CharField(source="person.name", read_only=True)
    regions = serializers.SerializerMethodField()

    class Meta:
        model = Appointment
        fields = [
            "id", "selection", "name", "home", "form", "post", "field", "chain", "regions", "state",
            "serving", "revision",
        ]  # fmt: skip
        read_only_fields = fields

    def get_regions(self, appointment: Appointment) -> list[str]:
        """Codes of the places served."""
        return [territory.region for territory in appointment.territories.all()]


class ApplicationInput(serializers.Serializer[Any]):
    """For what one applies, and where."""

    selection = serializers.IntegerField(min_value=1, max_value=_MOST)
    form = serializers.CharField(max_length=20)
    post = serializers.CharField(max_length=20)
    field = serializers.CharField(max_length=120)
    chain = serializers.CharField(max_length=7, allow_blank=True, default="")
    regions = serializers.ListField(
        child=serializers.CharField(max_length=12), min_length=1, max_length=500
    )
    statement = serializers.CharField(max_length=MOST_TEXT, allow_blank=True, default="")


class VisitInput(serializers.Serializer[Any]):
    """What was seen and advised."""

    firm = serializers.IntegerField(min_value=1, max_value=_MOST, source="firm_id")
    happened_on = serializers.DateField()
    place = serializers.CharField(max_length=200)
    problem = serializers.CharField(max_length=200)
    diagnosis = serializers.CharField(max_length=MOST_TEXT)
    advice = serializers.CharField(max_length=MOST_TEXT, allow_blank=True, default="")
    question = serializers.IntegerField(
        min_value=1, max_value=_MOST, allow_null=True, default=None, source="question_id"
    )


class VisitOutput(serializers.ModelSerializer[Visit]):
    """A visit with its diagnosis."""

    class Meta:
        model = Visit
        fields = [
            "id", "visitor", "unit", "firm", "question", "happened_on", "place", "problem",
            "diagnosis", "advice", "state", "note", "need", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class CommissionerQuestionInput(serializers.Serializer[Any]):
    """A question of the firm acted for."""

    commissioner = serializers.IntegerField(min_value=1, max_value=_MOST)
    title = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=MOST_TEXT)
    wants_visit = serializers.BooleanField(default=False)


class CommissionerAnswerInput(serializers.Serializer[Any]):
    """The answer online."""

    answer = serializers.CharField(max_length=MOST_TEXT)


class CommissionerQuestionOutput(serializers.ModelSerializer[Question]):
    """A question with its answer."""

    class Meta:
        model = Question
        fields = [
            "id", "appointment", "firm", "title", "text", "wants_visit", "answer", "answered_at",
        ]  # fmt: skip
        read_only_fields = fields
