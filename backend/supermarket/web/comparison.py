"""Up to four listings side by side; which ones stands in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.catalog.readings import details_read
from backend.supermarket.lines import MOST, hidden_words, indicator_lines, lines_of
from backend.supermarket.rules import may_ask
from backend.supermarket.selectors import listings_compared


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Facts and indicators line by line; what differs is marked."""
    actor = actor_in(request)
    asked = [
        int(pk)
        for pk in dict.fromkeys(request.GET.getlist("listing"))
        if pk.isdecimal() and pk.isascii() and len(pk) < 19
    ]
    listings = listings_compared(actor, asked[:MOST])
    details_read(actor, listings, "page")
    columns = []
    for one in listings:
        rest = request.GET.copy()
        rest.setlist("listing", [str(other.pk) for other in listings if other != one])
        columns.append({"listing": one, "hidden": hidden_words(one), "without": rest.urlencode()})
    context = {
        "columns": columns,
        "may_ask": may_ask(actor),
        "lines": lines_of(listings),
        "indicators": indicator_lines(listings),
        "beyond": len(asked) > MOST,
        "hidden": len(listings) < len(asked[:MOST]),
        "most": MOST,
    }
    return render(request, "supermarket/compare.html", context)
