"""Requests to join and mail domains in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import JoinRequest, MailDomain


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnlyAdmin):
    """Who asked to join what, and what came of it."""

    list_display = ["person", "organisation", "duty", "state", "created_at"]
    list_filter = ["state"]
    search_fields = ["person__name", "organisation__name"]
    list_select_related = ["person", "organisation"]
    ordering = ["-pk"]


@admin.register(MailDomain)
class MailDomainAdmin(ReadOnlyAdmin):
    """Domains that decide who belongs to an organisation."""

    list_display = ["domain", "organisation", "claimed_by", "confirmed_at"]
    search_fields = ["domain", "organisation__name"]
    list_select_related = ["organisation", "claimed_by"]
    ordering = ["domain"]
