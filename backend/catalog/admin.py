"""Listings in the administration: read, and withdrawn by moderation."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from backend.accounts.actors import actor_in
from backend.core.admin import ReadOnlyAdmin
from backend.core.errors import Refusal

from .models import Listing
from .services import listing_withdraw


@admin.register(Listing)
class ListingAdmin(ReadOnlyAdmin):
    """Listings of every kind."""

    list_display = ["title", "kind", "owner", "status", "disclosure", "revision", "published_at"]
    list_filter = ["kind", "status", "disclosure", "technology_field", "language"]
    search_fields = ["title", "owner__name", "=external_id"]
    list_select_related = ["owner"]
    ordering = ["-updated_at"]
    actions = ["withdraw"]

    @action(description=_("Withdraw from the market"), permissions=["view"])
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Listing]) -> None:
        """Take the chosen listings off the market, as the operators' moderation."""
        for listing in chosen:
            try:
                listing_withdraw(
                    actor=actor_in(request),
                    listing_id=listing.pk,
                    note="moderation",
                )
            except Refusal as refusal:
                messages.error(request, f"{listing}: {refusal.message}")
            else:
                messages.success(request, _("%(title)s was withdrawn.") % {"title": listing})
