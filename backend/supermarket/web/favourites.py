"""One's favourites with their private notes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.web.destinations import back
from backend.core.errors import WrongState
from backend.supermarket import services
from backend.supermarket.models import MAX_NOTE
from backend.supermarket.selectors import favourites_of

PAGE = 50


@login_required
@require_safe
def favourites(request: HttpRequest) -> HttpResponse:
    """What one keeps; up to four of it are compared by ticking them."""
    actor = actor_in(request)
    page = Paginator(favourites_of(actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "max_note": MAX_NOTE}
    return render(request, "supermarket/favourites.html", context)


@login_required
@require_POST
def keep(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Keep a listing, or write its note."""
    try:
        services.favourite_keep(
            actor=actor_in(request),
            listing_id=listing_id,
            note=request.POST.get("note", ""),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Kept among your favourites. Nobody else reads your note."))
    return _back(request, listing_id)


@login_required
@require_POST
def forget(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Keep it no longer."""
    services.favourite_forget(actor=actor_in(request), listing_id=listing_id)
    messages.success(request, _("No longer among your favourites."))
    return _back(request, listing_id)


def _back(request: HttpRequest, listing_id: int) -> HttpResponse:
    """To the page that one came from: the listing's, or the list."""
    return back(request, default=reverse("listing", args=[listing_id]))
