"""Access in confidence: asking, deciding, and who has read."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.trail import trail_entries
from backend.catalog.selectors import listing_visible_to
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, Stale
from backend.disclosure import rules
from backend.disclosure.forms import AccessForm
from backend.disclosure.lifecycle import ACCESS
from backend.disclosure.models import AccessRequest
from backend.disclosure.promise_texts import NEWEST, promise_text
from backend.disclosure.selectors import (
    readings_of,
    request_known_to,
    requests_known_to,
    requests_of,
)
from backend.disclosure.services import SERVICES, access_ask, asking_check

PAGE_SIZE = 20
ACTS = Acts(lifecycle=ACCESS, services=SERVICES)


@login_required
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """What was asked of the reader's organisations, or by them."""
    actor = actor_in(request)
    asked = request.GET.get("show") == "asked"
    found = requests_known_to(actor)
    mine = {"organisation__in" if asked else "listing__owner__in": list(actor.duties)}
    page = Paginator(found.filter(**mine), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "disclosure/access.html", {"page": page, "asked": asked})


@login_required
@require_safe
def of_listing(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Of a listing, for its owner: who asked, who may read, and each reading."""
    actor = actor_in(request)
    listing = listing_visible_to(actor, listing_id)
    if not rules.decides_for(actor, listing):
        raise NotPermitted(rules.NOT_OWNER)
    context = {
        "listing": listing,
        "requests": requests_of(listing)[:100],
        "page": Paginator(readings_of(listing), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "disclosure/of_listing.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Read the promise, give it, and ask."""
    actor = actor_in(request)
    listing = listing_visible_to(actor, listing_id)
    asking_check(actor, listing)
    form = AccessForm(request.POST or None, initial={"version": NEWEST})
    if form.is_valid():
        try:
            made = access_ask(actor=actor, listing_id=listing_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        except Stale as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Sent. You are told as soon as the owner has decided."))
            return redirect("access_request", made.pk)
    asker = Organisation.objects.get(pk=actor.organisation_id or 0)
    context = {
        "form": form,
        "listing": listing,
        "text": promise_text(listing, asker, language="zh"),
        "reading": promise_text(listing, asker, language="en"),
    }
    return render(request, "disclosure/ask.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def access_request(request: HttpRequest, access_request_id: int) -> HttpResponse:
    """Who asks, what for, what was promised, and how it was decided."""
    return _page(request, access_request_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, access_request_id: int, act: str) -> HttpResponse:
    """Do what the owner, or who asked, does with it."""
    return ACTS.answer(request, access_request_id, act, page=_page)


def _page(
    request: HttpRequest, access_request_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = request_known_to(actor, access_request_id)
    mine = found.state == AccessRequest.State.ASKED and rules.may_decide(actor, found)
    context = {
        "access": found,
        "mine": mine,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([(ACCESS.name, found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "disclosure/request.html", context, status=status)
