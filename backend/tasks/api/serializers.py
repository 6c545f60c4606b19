"""Tasks in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.tasks.models import MAX_WHAT, Task


class TaskInput(serializers.Serializer[Any]):
    """What is to be done; exactly one of ``person`` and ``organisation`` does it."""

    what = serializers.CharField(max_length=MAX_WHAT)
    person = serializers.IntegerField(min_value=1, required=False, source="person_id")
    organisation = serializers.IntegerField(min_value=1, required=False, source="organisation_id")
    due_on = serializers.DateField(required=False, allow_null=True)


class TaskOutput(serializers.ModelSerializer[Task]):
    """A task; one that ended by itself is done and has no ``done_by``."""

    what = serializers.CharField(source="title")
    overdue = serializers.BooleanField()
    person_name = serializers.CharField(source="person.name", default=None)
    organisation_name = serializers.CharField(source="organisation.name", default=None)

    class Meta:
        model = Task
        fields = [
            "id", "subject", "subject_id", "what", "person", "person_name", "organisation",
            "organisation_name", "due_on", "state", "overdue", "assigned_by", "done_at", "done_by",
            "created_at",
        ]  # fmt: skip
        read_only_fields = fields
