"""One's saved searches: keeping one, what it found, its feed; and the list of all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.catalog.chains import chain_choices
from backend.core.errors import WrongState
from backend.discovery.forms import SearchForm
from backend.discovery.selectors import FACETS
from backend.following import services
from backend.following.forms import SavedSearchForm
from backend.following.models import MAX_NAME
from backend.following.selectors import finds_of, follows_of, saved_search_of, saved_searches_of

PAGE = 20


@login_required
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """All that the reader keeps and follows."""
    actor = actor_in(request)
    context = {
        "searches": saved_searches_of(actor),
        "follows": follows_of(actor),
        "chains": chain_choices(),
    }
    return render(request, "following/following.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search whose address stands behind the question mark."""
    actor = actor_in(request)
    asked = SearchForm(request.GET)
    if not asked.is_valid():
        return redirect(f"{reverse('search')}?{request.GET.urlencode()}")
    wanted = asked.cleaned_data
    if request.method != "POST":
        initial = {"name": (wanted["q"] or wanted["field"] or _("My search"))[:MAX_NAME]}
        return _saving(request, SavedSearchForm(initial=initial), wanted)
    form = SavedSearchForm(request.POST)
    if form.is_valid():
        try:
            found = services.search_save(
                actor=actor,
                text=wanted["q"],
                kind=wanted["kind"],
                filters={name: str(wanted[name]) for name in FACETS if wanted[name]},
                everything=wanted["all"],
                **form.values(),
            )
        except ValidationError as refused:
            form.add_service_errors(refused)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(
                request, _("Saved. What is published or changed from now on is held against it.")
            )
            return redirect("saved_search", found.pk)
    return _saving(request, form, wanted, status=422)


def _saving(
    request: HttpRequest, form: SavedSearchForm, wanted: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "text": wanted["q"],
        "kind": wanted["kind"],
        "filters": {name: wanted[name] for name in FACETS if wanted[name]},
        "query": request.GET.urlencode(),
    }
    return render(request, "following/save.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def saved_search(request: HttpRequest, search_id: int) -> HttpResponse:
    """What one search found since it is kept; a POST changes its name or how often one is told."""
    actor = actor_in(request)
    found = saved_search_of(actor, search_id)
    form = SavedSearchForm(
        request.POST or None, initial={"name": found.name, "frequency": found.frequency}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.search_change(actor=actor, search_id=search_id, **form.values())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("saved_search", search_id)
    page = Paginator(finds_of(actor, found), PAGE).get_page(request.GET.get("page"))
    context = {
        "search": found,
        "form": form,
        "page": page,
        "feed": request.build_absolute_uri(reverse("search_feed", args=[found.secret])),
    }
    return render(
        request, "following/saved_search.html", context, status=422 if form.errors else 200
    )


@login_required
@require_POST
def renew(request: HttpRequest, search_id: int) -> HttpResponse:
    """Give its feed another secret address."""
    services.feed_renew(actor=actor_in(request), search_id=search_id)
    messages.success(request, _("The feed has a new address; the one before answers no more."))
    return redirect("saved_search", search_id)


@login_required
@require_POST
def forget(request: HttpRequest, search_id: int) -> HttpResponse:
    """Keep it no longer."""
    services.search_forget(actor=actor_in(request), search_id=search_id)
    messages.success(request, _("The search is no longer kept."))
    return redirect("following")
