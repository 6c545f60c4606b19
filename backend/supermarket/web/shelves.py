"""The supermarket of achievements: by chain and field, with price or terms at once."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.supermarket.forms import ShelfForm
from backend.supermarket.rules import may_ask
from backend.supermarket.selectors import shelf, shelf_chains

PAGE = 20


@require_safe
def shelf_page(request: HttpRequest) -> HttpResponse:
    """What can be had, at what price or on what terms, and how to ask for it."""
    actor = actor_in(request)
    form = ShelfForm(request.GET)
    wanted = form.wanted()
    found = shelf(actor, **wanted)
    everything = shelf(actor, **{name: v for name, v in wanted.items() if name != "chain"})
    if form.errors:
        found = found.none()
    context = {
        "form": form,
        "chain": wanted.get("chain", ""),
        "may_ask": may_ask(actor),
        "narrowed": set(wanted) != {"sort"},
        "chains": [] if form.errors else shelf_chains(everything),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "supermarket/shelf.html", context, status=422 if form.errors else 200)
