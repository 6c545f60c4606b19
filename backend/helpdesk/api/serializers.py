"""Tickets and reports in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.helpdesk.models import Report, ReportReason, Ticket
from backend.helpdesk.services import MOST_CHARACTERS


class TicketInput(serializers.Serializer[Any]):
    """A question to the platform."""

    topic = serializers.ChoiceField(Ticket.Topic.choices)
    title = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=4000)


class TicketOutput(serializers.ModelSerializer[Ticket]):
    """A ticket; what is said is /subjects/ticket/<id>/messages/."""

    class Meta:
        model = Ticket
        fields = ["id", "number", "topic", "title", "state", "revision", "created_at", "updated_at"]
        read_only_fields = fields


class ReportInput(serializers.Serializer[Any]):
    """What is wrong with a listing."""

    listing = serializers.IntegerField(min_value=1, max_value=2**63 - 1, source="listing_id")
    reason = serializers.ChoiceField(ReportReason.choices)
    note = serializers.CharField(max_length=MOST_CHARACTERS)


class ReportOutput(serializers.ModelSerializer[Report]):
    """A report and what was decided."""

    class Meta:
        model = Report
        fields = [
            "id", "listing", "reason", "note", "state", "decision_note", "revision", "created_at",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
