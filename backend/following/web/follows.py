"""Following a listing or its organisation, and ceasing to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import Actor, actor_in
from backend.accounts.web.destinations import back
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import WrongState
from backend.following import services
from backend.following.selectors import follows_about


@login_required
@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Whether the reader follows a listing and its organisation; a POST follows one of them."""
    actor = actor_in(request)
    found = listing_visible_to(actor, listing_id)
    if request.method == "POST":
        organisation = request.POST.get("whom") == "organisation"
        try:
            services.follow_begin(
                actor=actor,
                organisation_id=found.owner_id if organisation else None,
                listing_id=None if organisation else found.pk,
            )
        except WrongState as refusal:
            return _buttons(request, actor, found, refusal=str(refusal.message), status=409)
        if not request.headers.get("HX-Request"):
            messages.success(request, _("You follow it now."))
            return redirect("listing", found.pk)
    return _buttons(request, actor, found)


@login_required
@require_POST
def chain(request: HttpRequest) -> HttpResponse:
    """Follow a chain, a stage, a link or a technology; then back to the page that asked."""
    try:
        services.follow_begin(actor=actor_in(request), chain=request.POST.get("chain", "") or "-")
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("You follow it now."))
    return back(request, default=reverse("following"))


@login_required
@require_POST
def end(request: HttpRequest, follow_id: int) -> HttpResponse:
    """Cease to follow."""
    actor = actor_in(request)
    services.follow_end(actor=actor, follow_id=follow_id)
    listing_id = request.POST.get("listing", "")
    if request.headers.get("HX-Request") and listing_id.isdecimal() and len(listing_id) < 19:
        return _buttons(request, actor, listing_visible_to(actor, int(listing_id)))
    messages.success(request, _("You no longer follow it."))
    return back(request, default=reverse("following"))


def _buttons(
    request: HttpRequest, actor: Actor, found: Listing, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    rows = follows_about(actor, found)
    context = {
        "listing": found,
        "of_listing": next((row for row in rows if row.listing_id), None),
        "of_owner": next((row for row in rows if row.organisation_id), None),
        "refusal": refusal,
    }
    part = bool(request.headers.get("HX-Request"))
    template = "following/_follow.html" if part else "following/follow.html"
    return render(request, template, context, status=status)
