"""Terms in the administration: read alone, the two sides write them."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Offer


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    """Rounds of terms."""

    list_display = ["deal", "round", "organisation", "price_mode", "price", "state", "expires_at"]
    list_filter = ["state", "price_mode", "mode"]
    list_select_related = ["deal", "organisation"]
    ordering = ["-pk"]
