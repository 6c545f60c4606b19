"""Deals in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.deals.models import DealDuty, Stage


class DealPersonOutput(serializers.Serializer[Any]):
    """Somebody who takes part."""

    name = serializers.CharField(source="user")
    organisation = serializers.IntegerField(source="organisation_id", allow_null=True)
    duty = serializers.ChoiceField(DealDuty.choices)


class DealOutput(serializers.Serializer[Any]):
    """Talks between two organisations; their contracts are at /contracts/?deal=."""

    id = serializers.IntegerField(source="deal.pk")
    number = serializers.CharField(source="deal.number")
    title = serializers.CharField(source="deal.title")
    buyer = OrganisationOutput(source="deal.buyer")
    seller = OrganisationOutput(source="deal.seller")
    need = serializers.IntegerField(source="deal.need_id", allow_null=True)
    offer = serializers.IntegerField(source="deal.offer_id", allow_null=True)
    origin_kind = serializers.CharField(source="deal.origin_kind", help_text="pairing…")
    origin_id = serializers.IntegerField(source="deal.origin_id", allow_null=True)
    stage = serializers.ChoiceField(Stage.choices, source="deal.stage")
    lost_reason = serializers.CharField(source="deal.lost_reason", help_text="Of the stage lost.")
    lost_note = serializers.CharField(source="deal.lost_note")
    acts = serializers.ListField(child=serializers.CharField(), help_text="What I may do now: end…")
    revision = serializers.IntegerField(source="deal.revision")
    people = DealPersonOutput(source="deal.people.all", many=True)
    next_step = serializers.CharField(source="step.sentence")
    waits_for_me = serializers.BooleanField(source="step.mine")
    created_at = serializers.DateTimeField(source="deal.created_at")
    updated_at = serializers.DateTimeField(source="deal.updated_at")
