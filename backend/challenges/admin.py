"""Calls in the administration: read alone, and never what was handed in."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Call


@admin.register(Call)
class CallAdmin(ReadOnlyAdmin):
    """Which calls there are, and how far they are."""

    list_display = ["number", "title", "kind", "poster", "state", "closes_at"]
    list_filter = ["kind", "state"]
    search_fields = ["number", "title", "poster__name"]
    list_select_related = ["poster"]
    ordering = ["-pk"]
