"""Files in JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.attachments.models import Attachment
from backend.core.requests import LARGEST
from backend.core.subjects import Tier


class FileInput(serializers.Serializer[Any]):
    """A file to take in, as multipart/form-data."""

    file = serializers.FileField(max_length=255, allow_empty_file=True)
    tier = serializers.ChoiceField(
        Tier.choices, required=False, help_text="The parties alone, unless told otherwise."
    )
    replaces = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST,
        required=False,
        help_text="The file of which this is a new version.",
    )


class FileOutput(serializers.ModelSerializer[Attachment]):
    """A file; ``earlier`` are the versions that it replaced, newest first."""

    added_by = serializers.CharField()
    earlier = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = [
            "id", "subject", "subject_id", "tier", "name", "media_type", "size", "sha256", "state",
            "replaces", "added_by", "created_at", "earlier",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_earlier(self, attachment: Attachment) -> list[dict[str, Any]]:
        """The versions before, where the list carries them."""
        return [
            {"id": one.pk, "name": one.name, "sha256": one.sha256, "created_at": one.created_at}
            for one in getattr(attachment, "earlier", [])
        ]
