"""Schemas that every part of the API shares: refusals, and the revision a decision rests on."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from .problems import MEDIA


class RefusalOutput(serializers.Serializer[Any]):
    """Why something was refused; nothing was changed. Problem details of RFC 9457."""

    type = serializers.CharField(help_text="A URN that ends with the code.")
    title = serializers.CharField(help_text="The kind, in the reader's language.")
    status = serializers.IntegerField(help_text="That of the answer.")
    detail = serializers.CharField(help_text="In the reader's language.")
    code = serializers.CharField(help_text="invalid, not_permitted, not_found, wrong_state, stale…")
    errors_ = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="With code invalid: field → messages; a table's cell is indicators-0-unit.",
    )
    changed_by = serializers.CharField(required=False, help_text="With code stale: who.")
    changed_at = serializers.DateTimeField(required=False, help_text="With code stale: when.")
    revision = serializers.IntegerField(required=False, help_text="With code stale: the new one.")

    def get_fields(self) -> dict[str, Any]:
        """``errors`` is a property of every serializer, so it is declared under another name."""
        found = super().get_fields()
        found["errors"] = found.pop("errors_")
        return found


class RevisionField(serializers.IntegerField):
    """The revision that a change rests on; the header If-Match with the ETag that was read says it too.

    ``needed``: one of the two must; else it is not asked whether somebody changed the thing since.
    """

    def __init__(self, *, needed: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "That you read; or send its ETag as If-Match.")
        super().__init__(min_value=1, required=False, **kwargs)
        self.needed = needed


class RevisionInput(serializers.Serializer[Any]):
    """The revision that the decision rests on."""

    revision = RevisionField()


class OptionalRevisionInput(serializers.Serializer[Any]):
    """The same where it may be left out; then it is not asked whether somebody changed it since."""

    revision = RevisionField(needed=False)


def refusals(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """The refusals of an operation, for its schema."""
    return {(status, MEDIA): OpenApiResponse(RefusalOutput) for status in statuses}
