"""Bookings in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.bookings.models import MOST_TEXT, Booking
from backend.core.api.schemas import RevisionField

_MOST = 2**63 - 1


class BookingInput(serializers.Serializer[Any]):
    """A time that is asked for: its beginning, and how many blocks follow from there."""

    listing = serializers.IntegerField(min_value=1, max_value=_MOST, source="listing_id")
    starts_at = serializers.DateTimeField()
    blocks = serializers.IntegerField(min_value=1, max_value=48)
    purpose = serializers.CharField(max_length=MOST_TEXT)
    samples = serializers.IntegerField(min_value=0, max_value=100_000, default=0)
    achievement = serializers.IntegerField(
        min_value=1, max_value=_MOST, source="achievement_id", required=False, allow_null=True
    )


class UseInput(serializers.Serializer[Any]):
    """What the holder saw of a use."""

    revision = RevisionField(needed=False)
    hours = serializers.DecimalField(max_digits=6, decimal_places=1, min_value=0)
    samples = serializers.IntegerField(min_value=0, max_value=100_000, default=0)
    result = serializers.CharField(max_length=MOST_TEXT, allow_blank=True, default="")
    trl_before = serializers.IntegerField(min_value=1, max_value=9, allow_null=True, default=None)
    trl_after = serializers.IntegerField(min_value=1, max_value=9, allow_null=True, default=None)


class BookingOutput(serializers.ModelSerializer[Booking]):
    """A booking; ``amount`` is there once its use is on record."""

    organisation = OrganisationOutput()

    class Meta:
        model = Booking
        fields = [
            "id", "number", "listing", "organisation", "starts_at", "ends_at", "state", "purpose",
            "samples_planned", "rate_hour", "rate_sample", "note", "used_hours", "used_samples",
            "result", "trl_before", "trl_after", "amount", "settled_at", "revision", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class FreeOutput(serializers.Serializer[Any]):
    """Blocks in a row that may be asked for, and how many places they have left."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    free = serializers.IntegerField()
