"""Terms in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.terms.models import Offer
from backend.terms.values import COLUMNS

_TERMS = list(COLUMNS)


class OfferInput(serializers.ModelSerializer[Offer]):
    """One round of terms for my side of a deal."""

    deal = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    answer_until = serializers.DateField(help_text="The last day for an answer.")
    after_round = serializers.IntegerField(
        min_value=0, required=False, help_text="The last round that I know; a later one is refused."
    )

    class Meta:
        model = Offer
        fields = ["deal", *_TERMS, "note", "answer_until", "after_round"]

    def get_validators(self) -> list[Any]:
        """The rules of the rows are the service's matter."""
        return []


class OfferOutput(serializers.ModelSerializer[Offer]):
    """One round of terms."""

    organisation = OrganisationOutput()
    made_by = serializers.CharField()
    answered_by = serializers.CharField(allow_null=True)

    class Meta:
        model = Offer
        fields = [
            "id", "deal", "round", "by", "organisation", "made_by", *_TERMS, "note", "expires_at",
            "state", "answered_by", "answered_at", "declined_note", "revision", "created_at",
        ]  # fmt: skip
        read_only_fields = fields
