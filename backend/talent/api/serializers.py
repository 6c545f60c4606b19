"""The four lists and wishes in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.talent.models import ListEntry, ListKind, Wish


class ListEntryOutput(serializers.ModelSerializer[ListEntry]):
    """An entry of a list; ``details`` are its list's own fields."""

    details = serializers.DictField(child=serializers.CharField())
    made_for = OrganisationOutput()

    class Meta:
        model = ListEntry
        fields = [
            "id",
            "kind",
            "title",
            "details",
            "region",
            "valid_until",
            "made_for",
            "updated_at",
        ]
        read_only_fields = fields


class TalentWishInput(serializers.Serializer[Any]):
    """What a firm wants on a list."""

    kind = serializers.ChoiceField(ListKind.choices)
    title = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class TalentWishOutput(serializers.ModelSerializer[Wish]):
    """A wish, and what was answered."""

    organisation = OrganisationOutput()

    class Meta:
        model = Wish
        fields = [
            "id", "kind", "title", "text", "organisation", "taken_for", "state", "answer",
            "revision", "created_at",
        ]  # fmt: skip
        read_only_fields = fields
