"""What is done to a listing by one button."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.catalog import services
from backend.catalog.forms import BrokerForm
from backend.catalog.models import Listing

from .reading import ACTS, listing_page
from .writing import published_words


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, listing_id: int, act: str) -> HttpResponse:
    """Do what its authors do with it."""
    return ACTS.answer(request, listing_id, act, page=listing_page, onward=_onward)


def _onward(request: HttpRequest, listing: Listing) -> HttpResponse:
    if listing.pk is None:
        # A deleted draft has no page.
        return redirect(settings.LOGIN_REDIRECT_URL)
    if listing.published:
        messages.success(request, published_words(listing))
    return redirect("listing", listing.pk)


@require_POST
@login_required
def listing_broker(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Name the broker who accompanies it, or nobody."""
    actor = actor_in(request)
    form = BrokerForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["broker"])))
        return redirect("listing", listing_id)
    broker = form.cleaned_data["broker"]
    services.listing_assign_broker(
        actor=actor, listing_id=listing_id, broker_id=broker.pk if broker else None
    )
    messages.success(
        request,
        _("%(name)s accompanies this listing now.") % {"name": broker}
        if broker
        else _("No broker accompanies this listing any more."),
    )
    return redirect("listing", listing_id)
