"""Requests to join in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.accounts.models import Duty
from backend.joining.models import JoinRequest
from backend.joining.services import MOST_CHARACTERS


class JoinRequestInput(serializers.Serializer[Any]):
    """Which organisation one would join, and with which duty."""

    organisation = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, source="organisation_id"
    )
    duty = serializers.ChoiceField(Duty.choices)
    note = serializers.CharField(max_length=MOST_CHARACTERS, allow_blank=True, default="")


class JoinRequestOutput(serializers.ModelSerializer[JoinRequest]):
    """A request; ``domain`` is the mail domain that decided in place of people."""

    organisation = OrganisationOutput()
    person_name = serializers.CharField(source="person.name")

    class Meta:
        model = JoinRequest
        fields = [
            "id", "person", "person_name", "organisation", "duty", "note", "state", "domain",
            "decline_note", "revision", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
