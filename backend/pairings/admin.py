"""Pairings in the administration: read alone, the two sides decide."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from backend.core.admin import ReadOnlyAdmin

from .models import Pairing


@admin.register(Pairing)
class PairingAdmin(ReadOnlyAdmin):
    """What was recommended, by which release, and what became of it."""

    list_display = [
        "id", "need", "offer", "level", "probability", "need_decision", "offer_decision",
        "release", "need_superseded", "offer_superseded", "created_at",
    ]  # fmt: skip
    list_filter = ["level", "need_decision", "offer_decision", "release"]
    search_fields = ["need__title", "offer__title"]
    list_select_related = ["need", "offer"]
    ordering = ["-pk"]
    # Raw codes and spans say little: its page renders them.
    exclude = [
        f"{prefix}{name}"
        for prefix in ("", "need_", "offer_")
        for name in ("reasons", "indicators")
    ]
    readonly_fields = ["page"]

    @admin.display(description=_("page"))
    def page(self, pairing: Pairing) -> str:
        """Where the reasons are read in words."""
        address = reverse("pairing", args=[pairing.pk])
        return format_html('<a href="{}">{}</a>', address, address)
