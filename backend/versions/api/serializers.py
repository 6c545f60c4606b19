"""Stored versions in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.versions.models import StoredVersion


class VersionOutput(serializers.ModelSerializer[StoredVersion]):
    """What a subject said from a moment on."""

    changed_by = serializers.CharField(allow_null=True)

    class Meta:
        model = StoredVersion
        fields = ["number", "content", "changed_by", "said_since"]
        read_only_fields = fields


class RestoreInput(serializers.Serializer[Any]):
    """The newest version that the reader saw."""

    seen = serializers.IntegerField(min_value=1)
