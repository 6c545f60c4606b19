"""Needs like a patent of one's own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.accounts.actors import actor_in
from backend.catalog.kinds import NEED
from backend.core.throttling import limited
from backend.discovery.selectors import Results, Search, listings_search
from backend.supermarket.forms import PatentForm
from search_index.contracts import InvalidQuery

SHOWN = 10


@limited
@require_http_methods(["GET", "POST"])
def patent_needs(request: HttpRequest) -> HttpResponse:
    """Paste an abstract and read which needs it may serve; nothing of it is kept."""
    actor = actor_in(request)
    form = PatentForm(request.POST or None)
    results: Results | None = None
    if request.method == "POST" and form.is_valid():
        wanted = Search(text=form.text(), kind=NEED.name, size=SHOWN, everything=True)
        try:
            results = listings_search(actor, wanted)
        except InvalidQuery:
            form.add_error("abstract", _("This text cannot be searched for; shorten it."))
    context = {"form": form, "results": results}
    return render(request, "supermarket/patent.html", context, status=422 if form.errors else 200)
