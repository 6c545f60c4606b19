"""Webhooks and events in JSON."""

from __future__ import annotations

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.core.outgoing import LONGEST
from backend.webhooks.kinds import THING_OF
from backend.webhooks.models import MAX_DESCRIPTION, Attempt, Endpoint, Message, Occurrence


class EndpointInput(serializers.Serializer[Any]):
    """Where, and of which events; none are all."""

    url = serializers.CharField(max_length=LONGEST)
    description = serializers.CharField(max_length=MAX_DESCRIPTION, allow_blank=True, default="")
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=[(name, name) for name in THING_OF]), default=list
    )


class EndpointOutput(serializers.ModelSerializer[Endpoint]):
    """A webhook with its signing secret."""

    active = serializers.BooleanField()

    class Meta:
        model = Endpoint
        fields = [
            "id", "organisation", "url", "description", "kinds", "secret", "active", "disabled_at",
            "disabled_why", "failing_since", "failures", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class AttemptOutput(serializers.ModelSerializer[Attempt]):
    """One attempt; ``status`` is null where nobody answered."""

    class Meta:
        model = Attempt
        fields = ["created_at", "by_hand", "status", "said", "milliseconds"]
        read_only_fields = fields


class WebhookMessageOutput(serializers.ModelSerializer[Message]):
    """What a webhook was told."""

    tries = AttemptOutput(many=True)

    class Meta:
        model = Message
        fields = [
            "id", "message_id", "kind", "state", "attempts", "due_at", "created_at", "tries",
        ]  # fmt: skip
        read_only_fields = fields


class ThingOutput(serializers.Serializer[Any]):
    """What an event is about."""

    object = serializers.CharField()
    id = serializers.IntegerField()
    url = serializers.CharField()


class OccurrenceOutput(serializers.ModelSerializer[Occurrence]):
    """An event as webhooks tell it; ask on after its ``id``."""

    type = serializers.CharField(source="kind")
    timestamp = serializers.SerializerMethodField()
    data = serializers.SerializerMethodField()  # type: ignore[assignment]  # as the standard names it

    class Meta:
        model = Occurrence
        fields = ["id", "type", "timestamp", "data"]

    @extend_schema_field(serializers.DateTimeField())
    def get_timestamp(self, row: Occurrence) -> str:
        """When it happened."""
        return str(json.loads(row.body)["timestamp"])

    @extend_schema_field(ThingOutput)
    def get_data(self, row: Occurrence) -> dict[str, Any]:
        """What it is about."""
        found: dict[str, Any] = json.loads(row.body)["data"]
        return found
