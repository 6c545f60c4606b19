"""Deals in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.core.api.schemas import RevisionField
from backend.core.lifecycles import NOTE_LENGTH
from backend.deals.models import MAX_STEP, DealDuty, Meeting, Outcome, Stage, Turn


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
    stage_since = serializers.DateTimeField(source="deal.stage_since")
    stalled = serializers.BooleanField(help_text="In its stage for longer than that may take.")
    waits_for = serializers.ChoiceField(Turn.choices, source="deal.waits_for")
    planned_step = serializers.CharField(source="deal.next_step", help_text="As people agreed.")
    planned_until = serializers.DateField(source="deal.next_step_on", allow_null=True)
    planned_whose = serializers.CharField(source="deal.next_step_whose")
    nda_agreed = serializers.BooleanField(help_text="Both sides agreed to confidentiality.")
    lost_reason = serializers.CharField(source="deal.lost_reason", help_text="Of the stage lost.")
    lost_note = serializers.CharField(source="deal.lost_note")
    acts = serializers.ListField(child=serializers.CharField(), help_text="What I may do now: end…")
    revision = serializers.IntegerField(source="deal.revision")
    people = DealPersonOutput(source="deal.people.all", many=True)
    next_step = serializers.CharField(source="step.sentence")
    waits_for_me = serializers.BooleanField(source="step.mine")
    created_at = serializers.DateTimeField(source="deal.created_at")
    updated_at = serializers.DateTimeField(source="deal.updated_at")


class StayOutput(serializers.Serializer[Any]):
    """How long a deal was in a stage while somebody was to move."""

    stage = serializers.ChoiceField(Stage.choices)
    waits_for = serializers.ChoiceField(Turn.choices)
    entered_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(allow_null=True)


class NextStepInput(serializers.Serializer[Any]):
    """What comes next, until when, and whose step it is."""

    what = serializers.CharField(max_length=MAX_STEP)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    whose = serializers.ChoiceField(Turn.choices, default=Turn.BOTH)


class NdaInput(serializers.Serializer[Any]):
    """The version of the text that I read."""

    version = serializers.CharField(max_length=20)


class ResultInput(serializers.Serializer[Any]):
    """What came of a closed deal."""

    outcome = serializers.ChoiceField(Outcome.choices)
    words = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, default="")


class MeetingInput(serializers.Serializer[Any]):
    """A meeting; times with their offset, ``guests`` are ids of people in the deal, none for all."""

    title = serializers.CharField(max_length=200)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=300, allow_blank=True, default="")
    link = serializers.URLField(max_length=500, allow_blank=True, default="")
    agenda = serializers.CharField(max_length=2000, allow_blank=True, default="")
    guests = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), default=list
    )


class MeetingPlanInput(MeetingInput):
    """A new meeting, in the deal that it belongs to."""

    deal = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class MeetingMoveInput(MeetingInput):
    """A change, with the revision that it rests on."""

    revision = RevisionField()


class AnswerInput(serializers.Serializer[Any]):
    """Whether I come."""

    coming = serializers.BooleanField()


class GuestOutput(serializers.Serializer[Any]):
    """Somebody who is asked; ``coming`` null: not answered."""

    user = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user")
    coming = serializers.BooleanField(allow_null=True)


class MeetingOutput(serializers.ModelSerializer[Meeting]):
    """A meeting of a deal."""

    organiser = serializers.CharField()
    guests = GuestOutput(many=True)

    class Meta:
        model = Meeting
        fields = [
            "id", "deal", "uid", "sequence", "title", "starts_at", "ends_at", "place", "link",
            "agenda", "state", "cancelled_note", "organiser", "guests", "revision",
        ]  # fmt: skip
        read_only_fields = fields
