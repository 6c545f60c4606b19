"""What resembles a listing, on the listing's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.catalog.selectors import listings_visible_to
from backend.discovery.services import listings_resembling


@require_safe
def similar(request: HttpRequest, listing_id: int) -> HttpResponse:
    """A part of a page for htmx, or a page of its own."""
    actor = actor_in(request)
    listing = get_object_or_404(listings_visible_to(actor), pk=listing_id)
    part = bool(request.htmx)  # type: ignore[attr-defined]
    return render(
        request,
        "discovery/_similar.html" if part else "discovery/similar.html",
        {"listing": listing, "similar": listings_resembling(actor, listing)},
    )
