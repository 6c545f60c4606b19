"""Integrity in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Sanction


@admin.register(Sanction)
class SanctionAdmin(ReadOnlyAdmin):
    """What is on record."""

    list_display = ["organisation", "person", "breach", "state", "ends_on"]
    list_filter = ["state", "breach"]
    search_fields = ["organisation__name", "person__name", "ground"]
    list_select_related = ["organisation", "person"]
    ordering = ["-pk"]
