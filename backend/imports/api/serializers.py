"""Imports in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.catalog.kinds import KINDS
from backend.imports.models import Import, RefusedLine


class ImportInput(serializers.Serializer[Any]):
    """A file of listings of one kind; ``owner`` is left out for the organisation acted for."""

    kind = serializers.ChoiceField(list(KINDS))
    owner = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    file = serializers.FileField(max_length=255, allow_empty_file=True)


class ImportOutput(serializers.ModelSerializer[Import]):
    """An import: what its columns mean, and how many rows its last step dealt with and how."""

    owner = OrganisationOutput()
    mapping = serializers.DictField(child=serializers.CharField(allow_blank=True))

    class Meta:
        model = Import
        fields = [
            "id", "owner", "kind", "state", "file_name", "mapping", "reached", "rows", "created",
            "revised", "unchanged", "refused", "undone", "kept", "failure", "revision", "created_at",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class CellFaultOutput(serializers.Serializer[Any]):
    """What is wrong with a cell; without a column, with the row as a whole."""

    column = serializers.CharField()
    cell = serializers.CharField()
    told = serializers.CharField()


class RefusedLineOutput(serializers.ModelSerializer[RefusedLine]):
    """A refused row."""

    faults = CellFaultOutput(many=True)

    class Meta:
        model = RefusedLine
        fields = ["number", "external_id", "faults"]
        read_only_fields = fields
