"""Bookings in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Booking


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    """Who used what, and what was owed."""

    list_display = ["number", "listing", "organisation", "starts_at", "state", "amount"]
    list_filter = ["state"]
    search_fields = ["number", "listing__title", "organisation__name"]
    list_select_related = ["listing", "organisation"]
    ordering = ["-pk"]
