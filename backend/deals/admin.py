"""Deals in the administration: read alone, the two sides act."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Deal


@admin.register(Deal)
class DealAdmin(ReadOnlyAdmin):
    """Talks that are open or done."""

    list_display = [
        "title",
        "buyer",
        "seller",
        "stage",
        "stage_since",
        "origin_kind",
        "created_at",
        "updated_at",
    ]
    list_filter = ["stage", "origin_kind"]
    search_fields = ["title", "buyer__name", "seller__name"]
    list_select_related = ["buyer", "seller"]
    ordering = ["-updated_at"]
