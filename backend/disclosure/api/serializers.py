"""Access in confidence in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.core.requests import LARGEST
from backend.disclosure.models import LONGEST, MAX_PURPOSE, SHORTEST, AccessRequest, Reading
from backend.disclosure.promise_texts import NEWEST


class AccessInput(serializers.Serializer[Any]):
    """Asking is promising: ``version`` is that of the text that you promise."""

    listing = serializers.IntegerField(min_value=1, max_value=LARGEST, source="listing_id")
    purpose = serializers.CharField(max_length=MAX_PURPOSE)
    days = serializers.IntegerField(min_value=SHORTEST, max_value=LONGEST)
    version = serializers.CharField(max_length=20, default=NEWEST)


class AccessOutput(serializers.ModelSerializer[AccessRequest]):
    """A request, the promise that was given with it, and how it was decided."""

    organisation = OrganisationOutput(read_only=True)
    asked_by = serializers.CharField(read_only=True)
    decided_by = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = AccessRequest
        fields = [
            "id", "listing", "organisation", "asked_by", "purpose", "days", "version", "text",
            "sha256", "state", "decided_by", "decided_at", "ends_at", "note", "revision",
            "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class AccessReadingOutput(serializers.ModelSerializer[Reading]):
    """That somebody from outside read what a listing shows in confidence."""

    organisation = OrganisationOutput(read_only=True, allow_null=True)
    user = serializers.CharField(read_only=True)

    class Meta:
        model = Reading
        fields = ["id", "listing", "user", "organisation", "ground", "place", "what", "at"]
        read_only_fields = fields


class OneListing(serializers.Serializer[Any]):
    """Whose readings are asked for."""

    listing = serializers.IntegerField(min_value=1, max_value=LARGEST)
