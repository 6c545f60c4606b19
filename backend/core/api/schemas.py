"""Schemas that every part of the API shares: refusals, and the revision a decision rests on."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class RefusalOutput(serializers.Serializer[Any]):
    """Why something was refused; nothing was changed."""

    code = serializers.CharField(help_text="invalid, not_permitted, not_found, wrong_state, stale…")
    message = serializers.CharField(help_text="In the reader's language.")
    fields_ = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="With code invalid: field → messages; a table's cell is indicators-0-unit.",
    )
    changed_by = serializers.CharField(required=False, help_text="With code stale: who.")
    changed_at = serializers.DateTimeField(required=False, help_text="With code stale: when.")
    revision = serializers.IntegerField(required=False, help_text="With code stale: the new one.")

    def get_fields(self) -> dict[str, Any]:
        """``fields`` is a property of every serializer, so it is declared under another name."""
        found = super().get_fields()
        found["fields"] = found.pop("fields_")
        return found


class RevisionInput(serializers.Serializer[Any]):
    """The revision that the decision rests on."""

    revision = serializers.IntegerField(min_value=1)


class OptionalRevisionInput(serializers.Serializer[Any]):
    """The same where it may be left out; then it is not asked whether somebody changed it since."""

    revision = serializers.IntegerField(min_value=1, required=False)


def refusals(*statuses: int) -> dict[int, OpenApiResponse]:
    """The refusals of an operation, for its schema."""
    return {status: OpenApiResponse(RefusalOutput) for status in statuses}
