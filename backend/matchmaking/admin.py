"""Events in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Gathering


@admin.register(Gathering)
class GatheringAdmin(ReadOnlyAdmin):
    """What was planned, by whom, and whether it was held."""

    list_display = ["title", "organiser", "kind", "starts_at", "state"]
    list_filter = ["state", "kind"]
    search_fields = ["title", "organiser__name"]
    list_select_related = ["organiser"]
    ordering = ["-pk"]
