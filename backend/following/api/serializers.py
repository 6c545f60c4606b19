"""Saved searches and follows in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.following.models import MAX_NAME, MAX_TEXT, Follow, SavedSearch


class SavedSearchInput(serializers.Serializer[Any]):
    """A search under a name; its filters are those of the search page."""

    name = serializers.CharField(max_length=MAX_NAME)
    q = serializers.CharField(max_length=MAX_TEXT, required=False, allow_blank=True)
    kind = serializers.CharField(max_length=20, required=False, allow_blank=True)
    field = serializers.CharField(max_length=40, required=False, allow_blank=True)
    industry = serializers.CharField(max_length=10, required=False, allow_blank=True)
    chain = serializers.CharField(max_length=7, required=False, allow_blank=True)
    region = serializers.CharField(max_length=12, required=False, allow_blank=True)
    trl = serializers.IntegerField(min_value=1, max_value=9, required=False, allow_null=True)
    stage = serializers.CharField(max_length=20, required=False, allow_blank=True)
    modes = serializers.CharField(max_length=20, required=False, allow_blank=True)
    money = serializers.CharField(max_length=20, required=False, allow_blank=True)
    all = serializers.BooleanField(
        default=False, help_text="What merely shares something with the words, too."
    )
    frequency = serializers.ChoiceField(
        choices=SavedSearch.Frequency.choices, default=SavedSearch.Frequency.DAILY
    )


class SavedSearchChange(serializers.Serializer[Any]):
    """What of a saved search may change."""

    name = serializers.CharField(max_length=MAX_NAME, required=False)
    frequency = serializers.ChoiceField(choices=SavedSearch.Frequency.choices, required=False)


class SavedSearchOutput(serializers.ModelSerializer[SavedSearch]):
    """A saved search; ``found`` counts what it found since it is kept, ``query`` runs it again."""

    q = serializers.CharField(source="question.text")
    all = serializers.BooleanField(source="question.everything")
    query = serializers.CharField()
    found = serializers.IntegerField()

    class Meta:
        model = SavedSearch
        fields = [
            "id", "name", "q", "all", "kind", "field", "industry", "chain", "region", "trl",
            "stage", "modes", "money", "frequency", "query", "found", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class FindOutput(serializers.Serializer[Any]):
    """A listing that a saved search found."""

    listing = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    title = serializers.CharField()
    found_at = serializers.DateTimeField()


class FollowInput(serializers.Serializer[Any]):
    """Exactly one of them."""

    listing = serializers.IntegerField(min_value=1, required=False, source="listing_id")
    organisation = serializers.IntegerField(min_value=1, required=False, source="organisation_id")
    chain = serializers.CharField(
        max_length=7, required=False, help_text="A chain, a stage, a link or a technology, by code."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError where none or both are named."""
        if len(attrs) != 1:
            raise serializers.ValidationError("Name a listing, an organisation or a chain.")
        return attrs


class FollowOutput(serializers.ModelSerializer[Follow]):
    """What is followed."""

    class Meta:
        model = Follow
        fields = ["id", "listing", "organisation", "chain", "title", "created_at"]
        read_only_fields = fields
