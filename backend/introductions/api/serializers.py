"""Invitations to talks in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.introductions.models import Introduction
from backend.introductions.services import MOST_CHARACTERS

_MOST = 2**63 - 1


class IntroductionInput(serializers.Serializer[Any]):
    """Who is to talk with whom, by the ids of organisations; one of them is one's own, or a broker
    brings two others together."""

    buyer = serializers.IntegerField(min_value=1, max_value=_MOST, source="buyer_id")
    seller = serializers.IntegerField(min_value=1, max_value=_MOST, source="seller_id")
    need = serializers.IntegerField(
        min_value=1, max_value=_MOST, source="need_id", required=False, allow_null=True
    )
    offer = serializers.IntegerField(
        min_value=1, max_value=_MOST, source="offer_id", required=False, allow_null=True
    )
    title = serializers.CharField(max_length=MOST_CHARACTERS["title"])
    note = serializers.CharField(max_length=MOST_CHARACTERS["note"])


class IntroductionOutput(serializers.ModelSerializer[Introduction]):
    """An invitation; ``deal`` is there once both sides agreed."""

    buyer = OrganisationOutput()
    seller = OrganisationOutput()
    proposed_for = OrganisationOutput()
    proposed_by = serializers.CharField()

    class Meta:
        model = Introduction
        fields = [
            "id", "buyer", "seller", "need", "offer", "title", "note", "proposed_by",
            "proposed_for", "state", "buyer_agreed_at", "buyer_mandate", "seller_agreed_at",
            "seller_mandate", "decline_note",
            "revision", "deal", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
