"""Joining, verification and suspension in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Application, JoinRequest, MailDomain, Suspension


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


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    """Who asked for verification, and what was said."""

    list_display = ["organisation", "applicant", "state", "decided_by", "created_at"]
    list_filter = ["state", "rejection_reason"]
    search_fields = ["organisation__name", "applicant__name"]
    list_select_related = ["organisation", "applicant", "decided_by"]
    ordering = ["-pk"]


@admin.register(Suspension)
class SuspensionAdmin(ReadOnlyAdmin):
    """What was suspended, and until when."""

    list_display = ["organisation", "suspended_by", "created_at", "lifted_at"]
    search_fields = ["organisation__name"]
    list_select_related = ["organisation", "suspended_by"]
    ordering = ["-pk"]
