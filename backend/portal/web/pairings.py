"""The pairings of one listing, as a part of its page or as a page of their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.catalog.selectors import listing_visible_to
from backend.portal.selectors.listings import listing_pairings


@require_safe
def of_listing(request: HttpRequest, pk: int) -> HttpResponse:
    """What fits the listing, as far as this reader may follow it; that it was contracted is public."""
    actor = actor_in(request)
    listing = listing_visible_to(actor, pk)
    met_only = request.GET.get("met") == "all"
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    context = {
        "part": part,
        "listing": listing,
        "found": listing_pairings(actor, listing, met_only=met_only),
        "met_only": met_only,
    }
    template = "portal/_listing_pairings.html" if part else "portal/listing_pairings.html"
    return render(request, template, context)
