"""Outcomes in the administration: read alone, for they are what the matcher learns from."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Outcome


@admin.register(Outcome)
class OutcomeAdmin(ReadOnlyAdmin):
    """What became of recommended pairs."""

    list_display = [
        "occurred_at", "kind", "need", "offer", "side", "organisation", "position", "grade",
        "reason", "release",
    ]  # fmt: skip
    list_filter = ["kind", "side", "release"]
    search_fields = ["need__title", "offer__title"]
    list_select_related = ["need", "offer", "organisation"]
    ordering = ["-pk"]
