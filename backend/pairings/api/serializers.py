"""Pairings in JSON, rendered for one reader as the pages are."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.pairings.models import Decision, Side
from backend.pairings.reasons.words import LEVELS, UNDISCLOSED, VERDICTS, Tone

LEVEL_CHOICES = [(code, code) for code in LEVELS]
_VERDICTS = [(code, code) for code in (*VERDICTS, UNDISCLOSED)]


class QuoteOutput(serializers.Serializer[Any]):
    """A passage that carried a reason."""

    side = serializers.ChoiceField(Side.choices)
    text = serializers.CharField()


class ReasonOutput(serializers.Serializer[Any]):
    """One signal's share. ``hidden``: it rests on details that the reader may not read."""

    signal = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    tone = serializers.ChoiceField([(tone.value, tone.value) for tone in Tone])
    share = serializers.IntegerField(help_text="Percent of all that counted.")
    hidden = serializers.BooleanField()
    quotes = QuoteOutput(many=True)


class IndicatorRowOutput(serializers.Serializer[Any]):
    """A wanted indicator. ``hidden``: what was reached, and so the verdict, is told to partners."""

    name = serializers.CharField()
    verdict = serializers.ChoiceField(_VERDICTS)
    wanted = serializers.CharField()
    reached = serializers.CharField()
    converted = serializers.CharField()
    quote = serializers.CharField(allow_null=True)
    listed = serializers.BooleanField(help_text="Read off the offer's table of indicators.")
    hidden = serializers.BooleanField()


class IndicatorsOutput(serializers.Serializer[Any]):
    """Wanted indicators that the reader may know of; ``hidden``: there may be others."""

    total = serializers.IntegerField()
    summary = serializers.CharField()
    hidden = serializers.BooleanField()
    rows = IndicatorRowOutput(many=True)


class SideOutput(serializers.Serializer[Any]):
    """One side; ``listing`` is null where the reader may not read even its summary."""

    listing = serializers.IntegerField(source="listing.pk", allow_null=True, default=None)
    title = serializers.CharField()
    owner = OrganisationOutput()
    details_readable = serializers.BooleanField(source="details")


class DecisionOutput(serializers.Serializer[Any]):
    """What a side decided; a refusal carries its reason."""

    side = serializers.ChoiceField(Side.choices)
    decision = serializers.ChoiceField(Decision.choices)
    decided_by = serializers.CharField(source="who", allow_null=True)
    decided_at = serializers.DateTimeField(source="when", allow_null=True)
    reason = serializers.CharField(help_text="In words; empty unless declined.")
    note = serializers.CharField()
    mandate = serializers.CharField(
        help_text="By which a broker answered for the side; empty where it answered itself."
    )


class ReferralInput(serializers.Serializer[Any]):
    """What a broker writes to both sides."""

    note = serializers.CharField(max_length=2000)


class ReferralOutput(serializers.Serializer[Any]):
    """A broker put the pairing to both sides; both read the note."""

    broker = serializers.CharField()
    agency = OrganisationOutput()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()


class PairingBriefOutput(serializers.Serializer[Any]):
    """A pairing in a list: the partner as this reader sees it."""

    id = serializers.IntegerField(source="pairing.pk")
    need = serializers.IntegerField(source="pairing.need_id")
    offer = serializers.IntegerField(source="pairing.offer_id")
    level = serializers.ChoiceField(LEVEL_CHOICES)
    level_label = serializers.CharField()
    title = serializers.CharField()
    owner = serializers.CharField()
    indicators = serializers.CharField(source="indicators.summary")
    reason = serializers.CharField(source="reason.title", allow_null=True, default=None)
    waits_for_me = serializers.BooleanField()
    settled = serializers.CharField(help_text="accepted, ended, declined or empty")


class PairingOutput(serializers.Serializer[Any]):
    """A pairing with everything that explains it."""

    id = serializers.IntegerField(source="pairing.pk")
    revision = serializers.IntegerField(source="pairing.revision")
    created_at = serializers.DateTimeField(
        source="view.since", help_text="When it was recommended to my side."
    )
    release = serializers.CharField(source="pairing.release")
    level = serializers.ChoiceField(LEVEL_CHOICES, source="view.level")
    level_label = serializers.CharField(source="view.level_label")
    need = SideOutput(source="view.need")
    offer = SideOutput(source="view.offer")
    reasons = ReasonOutput(many=True)
    indicators = IndicatorsOutput(source="view.indicators")
    turn = serializers.CharField(source="turn.sentence")
    acts = serializers.ListField(
        child=serializers.CharField(), help_text="What I may do now: accept, decline…"
    )
    decisions = DecisionOutput(many=True)
    referral = ReferralOutput(allow_null=True)
    deal = serializers.IntegerField(allow_null=True)
