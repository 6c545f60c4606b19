"""Plans and milestones in JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from backend.core.api.schemas import RevisionField
from backend.core.money_fields import MAX_AMOUNT
from backend.delivery.models import Criterion, Extension, Inspection, Milestone, Plan

_LARGEST_ID = 2**63 - 1


class MilestoneInput(serializers.Serializer[Any]):
    """One milestone of a plan that is written."""

    title = serializers.CharField(max_length=120)
    share = serializers.DecimalField(
        max_digits=17, decimal_places=4, min_value=Decimal(0), max_value=MAX_AMOUNT,
        help_text="An amount, or percent where the plan is in percent.",
    )  # fmt: skip
    due_on = serializers.DateField()
    deliverables = serializers.CharField(max_length=2000)
    responsible = serializers.CharField(max_length=60, allow_blank=True, default="")
    indicator_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=_LARGEST_ID), default=list, max_length=30
    )  # fmt: skip
    criteria = serializers.ListField(
        child=serializers.CharField(max_length=200), default=list, max_length=30
    )


class BudgetInput(serializers.Serializer[Any]):
    """A line of the use of funds."""

    name = serializers.CharField(max_length=80)
    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=Decimal(0))


class MilestonePlanInput(serializers.Serializer[Any]):
    """A plan; its milestones sum to the contract's amount, or to 100 percent."""

    milestones = MilestoneInput(many=True)
    opens = serializers.ChoiceField(Plan.Opens.choices, default=Plan.Opens.PAID)
    charged = serializers.ChoiceField(Plan.Charged.choices, default=Plan.Charged.ACCEPTED)
    in_percent = serializers.BooleanField(default=False)
    supervisor_id = serializers.IntegerField(
        min_value=1, max_value=_LARGEST_ID, allow_null=True, default=None
    )
    budget = BudgetInput(many=True, default=list)


class MilestonePlanProposalInput(MilestonePlanInput):
    """The plan of a contract that has none."""

    contract = serializers.IntegerField(min_value=1, max_value=_LARGEST_ID)


class MilestonePlanRevisionInput(MilestonePlanInput):
    """A plan written anew, with the revision that it rests on."""

    revision = RevisionField()


class SubmissionInput(serializers.Serializer[Any]):
    """What was reached: by criterion's id its number, or words of one that is not measured."""

    revision = RevisionField()
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    reached = serializers.DictField(child=serializers.CharField(max_length=200), default=dict)


class ExtensionInput(serializers.Serializer[Any]):
    """A later day and why."""

    until = serializers.DateField()
    why = serializers.CharField(max_length=2000)


class InspectionInput(serializers.Serializer[Any]):
    """A finding; with a day it is to be mended until then."""

    finding = serializers.CharField(max_length=2000)
    mend_by = serializers.DateField(allow_null=True, default=None)


class CriterionOutput(serializers.ModelSerializer[Criterion]):
    """A criterion with its target and what was reached."""

    met = serializers.BooleanField(allow_null=True, read_only=True)

    class Meta:
        model = Criterion
        fields = [
            "id", "name", "comparator", "value", "value_max", "unit", "reached", "reached_words", "met",
        ]  # fmt: skip
        read_only_fields = fields


class ExtensionOutput(serializers.ModelSerializer[Extension]):
    """A request for more time."""

    class Meta:
        model = Extension
        fields = [
            "id", "was_due_on", "until", "why", "state", "revision", "asked_by_buyer", "answer_note",
            "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class InspectionOutput(serializers.ModelSerializer[Inspection]):
    """A finding of the supervising unit."""

    class Meta:
        model = Inspection
        fields = [
            "id", "milestone", "unit", "finding", "mend_by", "state", "revision", "mended_note",
            "remark", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class MilestoneOutput(serializers.ModelSerializer[Milestone]):
    """A milestone."""

    criteria = CriterionOutput(many=True)
    extensions = ExtensionOutput(many=True)
    overdue = serializers.BooleanField(read_only=True)

    class Meta:
        model = Milestone
        fields = [
            "id", "plan", "position", "title", "deliverables", "amount", "due_on", "overdue",
            "responsible", "state", "revision", "opened_at", "submitted_at", "submission_note",
            "returned_note", "accepted_at", "settled_at", "criteria", "extensions",
        ]  # fmt: skip
        read_only_fields = fields


class MilestonePlanOutput(serializers.ModelSerializer[Plan]):
    """A plan with its milestones."""

    milestones = MilestoneOutput(many=True)

    class Meta:
        model = Plan
        fields = [
            "id", "contract", "state", "revision", "opens", "charged", "supervisor",
            "proposed_by_buyer", "returned_note", "agreed_at", "milestones", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
