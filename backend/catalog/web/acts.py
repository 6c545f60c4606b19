"""What is done to a listing by one button."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backend.accounts.actors import Actor
from backend.catalog import services
from backend.catalog.forms import BrokerForm, WithdrawForm

from .writing import published_words


@require_POST
@login_required
def listing_publish(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Put it on the market."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    listing = services.listing_publish(actor=actor, listing_id=listing_id)
    messages.success(request, published_words(listing))
    return redirect("listing", listing_id)


@require_POST
@login_required
def listing_withdraw(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Take it off the market."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reason"])))
        return redirect("listing", listing_id)
    services.listing_withdraw(
        actor=actor, listing_id=listing_id, reason=form.cleaned_data["reason"]
    )
    messages.success(request, _("Withdrawn. You can publish it again at any time."))
    return redirect("listing", listing_id)


@require_POST
@login_required
def listing_broker(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Name the broker who accompanies it, or nobody."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
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
