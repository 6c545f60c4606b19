"""What is suggested below a search box as one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.throttling import UserRateThrottle

from backend.accounts.actors import actor_in
from backend.discovery.selectors import suggestions_for


class TypingThrottle(UserRateThrottle):
    """Faster than anybody types; slower than a scraper would."""

    scope = "suggestions"
    rate = "240/min"


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Options of the list below the box; none while the index does not answer."""
    if not TypingThrottle().allow_request(request, None):  # type: ignore[arg-type]
        return HttpResponse(status=429)
    offers = suggestions_for(actor_in(request), request.GET.get("q", ""))
    return render(request, "discovery/_suggestions.html", {"offers": offers})
