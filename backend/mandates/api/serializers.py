"""Mandates in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.mandates.models import Mandate

_MOST = 2**63 - 1


class MandateInput(serializers.Serializer[Any]):
    """To which broker, over which listing (none: all that he accompanies), until when, what for."""

    broker = serializers.IntegerField(min_value=1, max_value=_MOST, source="broker_id")
    listing = serializers.IntegerField(
        min_value=1, max_value=_MOST, source="listing_id", required=False, allow_null=True
    )
    ends_on = serializers.DateField()
    words = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class MandateOutput(serializers.ModelSerializer[Mandate]):
    """A mandate; ``usable`` says whether the broker may act by it today."""

    client = OrganisationOutput()
    agency = OrganisationOutput()
    broker_name = serializers.CharField(source="broker")
    usable = serializers.BooleanField()

    class Meta:
        model = Mandate
        fields = [
            "id", "number", "client", "agency", "broker", "broker_name", "listing", "ends_on",
            "words", "state", "usable", "end_note", "ended_at", "revision", "created_at",
        ]  # fmt: skip
        read_only_fields = fields
