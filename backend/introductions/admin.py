"""Invitations to talks in the administration: read alone, the sides answer."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Introduction


@admin.register(Introduction)
class IntroductionAdmin(ReadOnlyAdmin):
    """Who invited whom, and what came of it."""

    list_display = ["title", "buyer", "seller", "proposed_for", "state", "created_at"]
    list_filter = ["state"]
    search_fields = ["title", "buyer__name", "seller__name"]
    list_select_related = ["buyer", "seller", "proposed_for"]
    ordering = ["-pk"]
