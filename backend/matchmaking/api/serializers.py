"""Events in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.matchmaking.models import Gathering, SignUp


class GatheringOutput(serializers.ModelSerializer[Gathering]):
    """An event as everybody may know it."""

    organiser = OrganisationOutput()

    class Meta:
        model = Gathering
        fields = [
            "id", "kind", "title", "about", "agenda", "organiser", "region", "place", "starts_at",
            "ends_at", "capacity", "state", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class SignUpOutput(serializers.ModelSerializer[SignUp]):
    """One's own sign-up."""

    class Meta:
        model = SignUp
        fields = ["gathering", "state", "queued_at", "attended_at"]
        read_only_fields = fields


class NoInput(serializers.Serializer[Any]):
    """Nothing is sent."""
