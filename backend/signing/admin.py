"""Documents and certificates in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Credential, Document


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Documents that are signed."""

    list_display = ["code", "title", "state", "updated_at"]
    list_filter = ["state"]
    search_fields = ["code", "title", "sha256", "signed_sha256"]


@admin.register(Credential)
class CredentialAdmin(ReadOnlyAdmin):
    """Certificates; their keys are not shown."""

    list_display = ["holder", "purpose", "serial", "not_after", "retired_at"]
    list_filter = ["purpose"]
    search_fields = ["holder", "serial"]
    exclude = ["private_key"]
