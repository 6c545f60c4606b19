"""The rules of booking and closures, written by the holder."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.bookings.forms import ClosureForm, PolicyForm
from backend.bookings.models import Policy
from backend.bookings.rules import NOT_HOLDER, may_hold
from backend.bookings.selectors import bookable_visible_to, policy_of
from backend.bookings.services import closure_add, closure_remove, policy_set
from backend.catalog.models import Listing
from backend.core.errors import NotPermitted, Stale, WrongState


@login_required
@require_http_methods(["GET", "POST"])
def rules_of(request: HttpRequest, listing_id: int) -> HttpResponse:
    """When and by which rules it is booked."""
    listing, policy = _held(request, listing_id)
    if request.method != "POST":
        return _page(request, listing, policy, form=PolicyForm(instance=policy))
    form = PolicyForm(request.POST, instance=policy)
    status, refusal = 422, None
    if form.is_valid():
        try:
            policy_set(
                actor=actor_in(request),
                listing_id=listing_id,
                values=form.values(),
                expected_revision=form.cleaned_data["revision"],
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except Stale as stale:
            status, refusal = stale.status, stale
        else:
            messages.success(request, _("Saved. The calendar follows these rules now."))
            return redirect("booking_calendar", listing_id)
    return _page(request, listing, policy, form=form, status=status, refusal=refusal)


@login_required
@require_POST
def closures(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Close it for some days."""
    listing, policy = _held(request, listing_id)
    form = ClosureForm(request.POST)
    status, refusal = 422, None
    if form.is_valid():
        try:
            closure_add(
                actor=actor_in(request),
                listing_id=listing_id,
                values=form.values(),
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as wrong:
            status, refusal = wrong.status, wrong
        else:
            messages.success(request, _("Closed on these days."))
            return redirect("booking_rules", listing_id)
    return _page(request, listing, policy, closing=form, status=status, refusal=refusal)


@login_required
@require_POST
def closure_end(request: HttpRequest, listing_id: int, closure_id: int) -> HttpResponse:
    """Open it on these days again."""
    closure_remove(
        actor=actor_in(request),
        listing_id=listing_id,
        closure_id=closure_id,
    )
    messages.success(request, _("Open on these days again."))
    return redirect("booking_rules", listing_id)


def _held(request: HttpRequest, listing_id: int) -> tuple[Listing, Policy | None]:
    actor = actor_in(request)
    listing = bookable_visible_to(actor, listing_id)
    if not may_hold(actor, listing):
        raise NotPermitted(NOT_HOLDER)
    return listing, policy_of(listing)


def _page(
    request: HttpRequest,
    listing: Listing,
    policy: Policy | None,
    *,
    form: PolicyForm | None = None,
    closing: ClosureForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "listing": listing,
        "policy": policy,
        "form": form or PolicyForm(instance=policy),
        "closing": closing or ClosureForm(),
        "closing_open": closing is not None,
        "closures": policy.closures.order_by("starts_on") if policy else [],
        **more,
    }
    return render(request, "bookings/rules.html", context, status=status)
