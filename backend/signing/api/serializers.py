"""Signed documents in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.signing.models import Document, Signature
from backend.signing.selectors import Verdict


class SignatureOutput(serializers.ModelSerializer[Signature]):
    """A party's signature."""

    class Meta:
        model = Signature
        fields = [
            "party", "organisation_name", "signer_name", "state", "signed_at", "serial", "failure",
            "failed_at",
        ]  # fmt: skip
        read_only_fields = fields


class DocumentOutput(serializers.ModelSerializer[Document]):
    """A document; ``signed_sha256`` is of its bytes with the signatures made so far."""

    signatures = SignatureOutput(many=True)

    class Meta:
        model = Document
        fields = [
            "id", "subject", "subject_id", "title", "code", "state", "sha256", "signed_sha256",
            "scan_sha256", "signatures",
        ]  # fmt: skip
        read_only_fields = fields


class PdfInput(serializers.Serializer[Any]):
    """A file to be checked."""

    file = serializers.FileField()


class FoundOutput(serializers.Serializer[Any]):
    """A signature in the file."""

    party = serializers.CharField()
    signer = serializers.CharField()
    organisation = serializers.CharField()
    serial = serializers.CharField()
    intact = serializers.BooleanField()
    ours = serializers.BooleanField()
    last = serializers.BooleanField()
    signed_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(
        allow_null=True, help_text="When the certificate was revoked; null where it was not."
    )
    too_late = serializers.BooleanField(help_text="Signed after its certificate was revoked.")


class ValidationOutput(serializers.Serializer[Any]):
    """What is to be held of the file."""

    verdict = serializers.ChoiceField([verdict.value for verdict in Verdict])
    sha256 = serializers.CharField()
    code = serializers.CharField(source="document.code", default=None, allow_null=True)
    title = serializers.CharField(source="document.title", default=None, allow_null=True)
    signatures = FoundOutput(many=True)
