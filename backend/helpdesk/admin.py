"""Tickets and reports in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Report, Ticket


@admin.register(Ticket)
class TicketAdmin(ReadOnlyAdmin):
    """Who asked what."""

    list_display = ["number", "title", "person", "topic", "state", "created_at"]
    list_filter = ["state", "topic"]
    search_fields = ["number", "title", "person__name"]
    list_select_related = ["person"]
    ordering = ["-pk"]


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """What was reported, and what was decided."""

    list_display = ["listing", "reason", "reporter", "state", "decided_by", "created_at"]
    list_filter = ["state", "reason"]
    search_fields = ["listing__title", "reporter__name"]
    list_select_related = ["listing", "reporter", "decided_by"]
    ordering = ["-pk"]
