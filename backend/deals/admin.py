"""Deals in the administration: read alone, the two sides act."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Deal, DealResult, Meeting, Nda, StageStay


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


@admin.register(StageStay)
class StageStayAdmin(ReadOnlyAdmin):
    """How long deals were in their stages."""

    list_display = ["deal", "stage", "waits_for", "entered_at", "left_at", "by"]
    list_filter = ["stage", "waits_for"]
    list_select_related = ["deal", "by"]


@admin.register(Nda)
class NdaAdmin(ReadOnlyAdmin):
    """Confidentiality agreements."""

    list_display = ["deal", "version", "sha256", "created_at"]
    list_select_related = ["deal"]


@admin.register(DealResult)
class DealResultAdmin(ReadOnlyAdmin):
    """What came of closed deals."""

    list_display = ["deal", "duty", "outcome", "given_by", "updated_at"]
    list_filter = ["outcome", "duty"]
    list_select_related = ["deal", "given_by"]


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    """Meetings of deals."""

    list_display = ["title", "deal", "starts_at", "state", "sequence", "organiser"]
    list_filter = ["state"]
    list_select_related = ["deal", "organiser"]
