"""Mandates in the administration: read alone, client and broker end them."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Mandate


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    """Who lets whom act for it, until when."""

    list_display = ["number", "client", "broker", "agency", "listing", "ends_on", "state"]
    list_filter = ["state"]
    search_fields = ["number", "client__name", "broker__name"]
    list_select_related = ["client", "broker", "agency", "listing"]
    ordering = ["-pk"]
