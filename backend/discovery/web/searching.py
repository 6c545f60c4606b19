"""The search page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.catalog.kinds import KINDS
from backend.core.throttling import limited
from backend.discovery.forms import DEEPEST, PAGE, SearchForm
from backend.discovery.selectors import (
    FACETS,
    Results,
    Search,
    listings_search,
    organisations_named,
)
from search_index.contracts import InvalidQuery

from .facets import facets_shown


@limited
def search(request: HttpRequest) -> HttpResponse:
    """Listings of every kind that answer the words or the sense of a text."""
    form = SearchForm(request.GET)
    wanted = form.wanted()
    filters = {name: str(wanted[name]) for name in FACETS if wanted.get(name)}
    page = wanted.get("page") or 1
    results = _searched(request, form, wanted, filters, page)
    return render(
        request,
        "discovery/search.html",
        {
            "form": form,
            "text": wanted.get("q", ""),
            "kind": wanted.get("kind", ""),
            "newest": wanted.get("newest", False),
            "kinds": KINDS.values(),
            "results": results,
            "organisations": _organisations(request, results, wanted, bool(filters)),
            "facets": facets_shown(results.facets, filters, request.GET),
            "filtered": bool(filters),
            "page": _page(results, page),
            "beyond": bool(wanted.get("after")),
            "wide": wanted.get("all", False),
        },
    )


def _searched(
    request: HttpRequest,
    form: SearchForm,
    wanted: dict[str, Any],
    filters: dict[str, str],
    page: int,
) -> Results:
    # A wrong value is told: a list that left it out would say what nobody asked.
    if form.errors:
        return Results([], 0, {})
    try:
        return listings_search(
            actor_in(request),
            Search(
                text=wanted.get("q", ""),
                kind=wanted.get("kind", ""),
                filters=filters,
                newest_first=wanted.get("newest", False),
                size=PAGE,
                offset=0 if wanted.get("after") else (page - 1) * PAGE,
                cursor=wanted.get("after", ""),
                everything=wanted.get("all", False),
            ),
        )
    except InvalidQuery as refused:
        form.add_error(*_told(refused))
        return Results([], 0, {})


def _organisations(
    request: HttpRequest, results: Results, wanted: dict[str, Any], narrowed: bool
) -> Sequence[Organisation]:
    """Above the first page of a search of everything, and nowhere else; none whose profile is on it."""
    further = wanted.get("after") or (wanted.get("page") or 1) > 1
    if further or narrowed or wanted.get("kind") or not wanted.get("q") or not results.available:
        return ()
    named = organisations_named(actor_in(request), wanted["q"])
    shown = {found.listing.pk for found in results.found}
    return [one for one in named if one.profile not in shown]  # type: ignore[attr-defined]


def _told(refused: InvalidQuery) -> tuple[str, str]:
    """The engine's refusal at the field of the page that caused it."""
    if refused.field == "cursor":
        return "after", _("This list has changed or was left too long ago; search again.")
    if refused.field in {"offset", "size"}:
        return "page", _("This search has no such page; narrow it.")
    name = refused.field.removeprefix("filters.")
    if name in FACETS:
        return name, _("This cannot be searched for; choose another value.")
    return "q", _("This text cannot be searched for; shorten it or use other words.")


def _page(results: Results, page: int) -> Any:
    """The pages of a result, for the links below it."""
    return Paginator(range(min(results.total, DEEPEST * PAGE)), PAGE).get_page(page)
