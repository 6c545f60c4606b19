"""Refinements and proposals in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.refining.fields import SPOKEN_OF
from backend.refining.models import Proposal, Refinement

_MOST = 2**63 - 1


class RefinementOutput(serializers.ModelSerializer[Refinement]):
    """A need that others help to refine."""

    unit = OrganisationOutput(allow_null=True)

    class Meta:
        model = Refinement
        fields = [
            "id", "listing", "wish", "words", "unit", "state", "answer", "revision", "opened_at",
            "closed_at", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class ProposalInput(serializers.Serializer[Any]):
    """A remark on a field of a need, with or without other words for it."""

    refinement = serializers.IntegerField(min_value=1, max_value=_MOST, source="refinement_id")
    field = serializers.ChoiceField(SPOKEN_OF)
    words = serializers.CharField(max_length=2000, allow_blank=True, default="")
    wording = serializers.CharField(max_length=20_000, allow_blank=True, default="")


class ProposalOutput(serializers.ModelSerializer[Proposal]):
    """A remark or a proposal; ``said`` is what the field said then, ``wording`` what it should say:
    a text, or rows of indicators to be added."""

    made_by = serializers.CharField()
    said = serializers.JSONField(allow_null=True)
    wording = serializers.JSONField(allow_null=True)

    class Meta:
        model = Proposal
        fields = [
            "id", "refinement", "field", "words", "said", "wording", "made_by", "state", "answer",
            "revision", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
