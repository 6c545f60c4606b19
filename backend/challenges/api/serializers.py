"""Calls, entries and reviews in JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.challenges.models import Assignment, Call, Entry, EntryMember, Funding
from backend.core.api.schemas import RevisionField
from backend.core.money_fields import Currency

_MOST = 2**63 - 1


class IdField(serializers.IntegerField):
    """An id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=_MOST, **kwargs)


class CallInput(serializers.Serializer[Any]):
    """A call as its poster writes it. ``weights`` are those of its criteria by name and make 100."""

    kind = serializers.CharField(max_length=40)
    mode = serializers.CharField(max_length=20)
    title = serializers.CharField(max_length=200)
    task = serializers.CharField(max_length=6000)
    requirements = serializers.CharField(max_length=3000, required=False, allow_blank=True)
    funding = serializers.ChoiceField(Funding.choices, required=False, allow_blank=True)
    budget = serializers.DecimalField(
        max_digits=15, decimal_places=2, min_value=0, required=False, allow_null=True
    )
    currency = serializers.ChoiceField(Currency.choices, required=False)
    awards = serializers.IntegerField(min_value=1, max_value=100, required=False)
    closes_at = serializers.DateTimeField()
    notice_days = serializers.IntegerField(min_value=1, max_value=60, required=False)
    need = IdField(source="need_id", required=False, allow_null=True)
    decider = IdField(source="decider_id", required=False, allow_null=True)
    above = IdField(source="above_id", required=False, allow_null=True)
    level = serializers.IntegerField(min_value=0, max_value=9, required=False)
    weights = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=100), required=False
    )


class CallChangeInput(CallInput):
    """The same, on top of the revision that was read."""

    revision = RevisionField()


class CallOutput(serializers.ModelSerializer[Call]):
    """A call. How many entered, and who, is told nowhere before the entries are open."""

    poster = OrganisationOutput()
    kind_words = serializers.SerializerMethodField()
    criteria = serializers.SerializerMethodField()
    questions = serializers.SerializerMethodField()
    sealed = serializers.BooleanField(source="terms.sealed")

    class Meta:
        model = Call
        fields = [
            "id", "number", "kind", "kind_words", "mode", "poster", "title", "task",
            "requirements", "funding", "budget", "currency", "awards", "closes_at", "notice_days",
            "need", "above", "level", "criteria", "questions", "sealed", "edition", "state",
            "justification", "reason", "reason_note", "posted_at", "notice_until", "awarded_at",
            "revision",
        ]  # fmt: skip
        read_only_fields = fields

    def get_kind_words(self, call: Call) -> str:
        """The kind in the reader's language."""
        return str(call.type.words)

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_criteria(self, call: Call) -> list[dict[str, Any]]:
        """Name, words and weight of each."""
        return [
            {"name": c.name, "words": str(c.words), "weight": c.weight} for c in call.terms.criteria
        ]

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_questions(self, call: Call) -> list[dict[str, Any]]:
        """Name, words and length of each."""
        return [
            {"name": q.name, "words": str(q.words), "required": q.required, "most": q.most}
            for q in call.terms.questions
        ]


class MemberInput(serializers.Serializer[Any]):
    """A member of a consortium."""

    organisation = IdField(source="organisation_id")
    task = serializers.CharField(max_length=300)
    share = serializers.IntegerField(min_value=1, max_value=100)


class EntryInput(serializers.Serializer[Any]):
    """An entry as a whole; it takes the place of one's earlier one. ``edition`` is that of the
    conditions which were read."""

    answers = serializers.DictField(child=serializers.CharField(max_length=20000))
    price = serializers.DecimalField(
        max_digits=15, decimal_places=2, required=False, allow_null=True
    )
    alone = serializers.BooleanField(required=False)
    share = serializers.IntegerField(min_value=1, max_value=100, required=False, allow_null=True)
    task = serializers.CharField(max_length=300, required=False, allow_blank=True)
    members = MemberInput(many=True, required=False)
    edition = serializers.IntegerField(min_value=1, required=False, allow_null=True)


class ConsortiumMemberOutput(serializers.ModelSerializer[EntryMember]):
    """A member, its part, and whether it confirmed it."""

    organisation = OrganisationOutput()

    class Meta:
        model = EntryMember
        fields = ["organisation", "task", "share", "leads", "confirmed_at"]
        read_only_fields = fields


class CallEntryOutput(serializers.ModelSerializer[Entry]):
    """An entry of one's own. What is sealed is empty until it is opened; why it was decided so is
    told with the award."""

    organisation = OrganisationOutput(allow_null=True)
    members = ConsortiumMemberOutput(many=True)
    note = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = [
            "id", "call", "organisation", "state", "edition", "digest", "handed_in_at", "answers",
            "price", "members", "prize", "note", "certificate", "deal", "revision",
        ]  # fmt: skip
        read_only_fields = fields

    def get_note(self, entry: Entry) -> str:
        """The reason, once it is told."""
        told = entry.call.awarded_at is not None
        excluded = entry.state in (Entry.State.EXCLUDED, Entry.State.CUT)
        return str(entry.reason) if told or excluded else ""

    def to_representation(self, entry: Entry) -> dict[str, Any]:
        """A prize that is only proposed is not told."""
        found = super().to_representation(entry)
        if entry.call.awarded_at is None:
            found["prize"] = ""
        return found


class ReviewInput(serializers.Serializer[Any]):
    """Scores by the criteria's names, 0 to 100, and the reasons."""

    scores = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=100))
    remark = serializers.CharField(max_length=3000)


class ReviewOutput(serializers.ModelSerializer[Assignment]):
    """An entry to review, as the phase shows it."""

    call = serializers.IntegerField(source="entry.call_id")
    code = serializers.CharField(source="entry.code")
    entrant = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    scores = serializers.SerializerMethodField()

    class Meta:
        model = Assignment
        fields = ["id", "call", "code", "entrant", "answers", "scores", "remark", "done_at"]
        read_only_fields = fields

    def get_entrant(self, review: Assignment) -> str:
        """Who entered; empty while the phase hides names."""
        return str(review.entry) if review.entry.call.current_phase.names else ""

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_answers(self, review: Assignment) -> dict[str, str]:
        """What was handed in; nothing before the review begins."""
        begun = review.entry.call.state == Call.State.REVIEWING or review.done_at is not None
        answers: dict[str, str] = review.entry.answers if begun else {}
        return answers

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_scores(self, review: Assignment) -> dict[str, int]:
        """One's own."""
        return {score.criterion: score.value for score in review.scores.all()}
