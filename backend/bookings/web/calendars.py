"""The calendar of something that is booked, as a week and as a table, and asking for a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.bookings.forms import BookingForm
from backend.bookings.models import Booking, Policy
from backend.bookings.policy_checks import rules_said
from backend.bookings.rules import may_book, may_hold
from backend.bookings.selectors import achievements_of, bookable_visible_to, policy_of
from backend.bookings.services import booking_request, making_check
from backend.bookings.weeks import monday_of, next_free, week_of
from backend.core.errors import WrongState

FURTHEST = timedelta(days=366)


@require_safe
def calendar(request: HttpRequest, listing_id: int) -> HttpResponse:
    """A week: what is free, what is taken; who reads may ask for a time."""
    actor = actor_in(request)
    listing = bookable_visible_to(actor, listing_id)
    policy = policy_of(listing)
    context: dict[str, Any] = {
        "listing": listing,
        "policy": policy,
        "holds": may_hold(actor, listing),
        "may_book": may_book(actor) and listing.published,
        "as_table": request.GET.get("view") == "table",
    }
    if policy is not None:
        week = week_of(policy, _day(request))
        today = monday_of(_today())
        context |= {
            "week": week,
            "earlier": week.monday > today - FURTHEST,
            "later": week.monday < today + FURTHEST,
            "said": rules_said(policy),
        }
    return render(request, "bookings/calendar.html", context)


@require_safe
def beside(request: HttpRequest, listing_id: int) -> HttpResponse:
    """The part of a listing's page: the next free time and the way to the calendar."""
    actor = actor_in(request)
    listing = bookable_visible_to(actor, listing_id)
    policy = policy_of(listing)
    context = {
        "listing": listing,
        "policy": policy,
        "holds": may_hold(actor, listing),
        "free": next_free(policy) if policy is not None and policy.open else None,
    }
    template = "_beside" if request.htmx else "beside"  # type: ignore[attr-defined]
    return render(request, f"bookings/{template}.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Ask for a time."""
    actor = actor_in(request)
    listing = bookable_visible_to(actor, listing_id)
    making_check(actor)
    policy = policy_of(listing)
    if policy is None:
        raise WrongState(_("Its holder has not opened the calendar yet."))
    form = _form(request, actor, policy)
    context: dict[str, Any] = {
        "listing": listing, "policy": policy, "form": form, "said": rules_said(policy),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = booking_request(actor=actor, values=form.values())
            except ValidationError as error:
                form.add_service_errors(error)
            except WrongState as refusal:
                form.add_error("starts_at", str(refusal.message))
                status = refusal.status
            else:
                messages.success(request, _done(made))
                return redirect("booking", made.pk)
    return render(request, "bookings/new.html", context, status=status)


def _done(made: Booking) -> str:
    if made.state == Booking.State.CONFIRMED:
        return _("Booked.")
    return _("Asked for. You are told as soon as there is an answer.")


def _form(request: HttpRequest, actor: Actor, policy: Policy) -> BookingForm:
    posted = request.method == "POST"
    at = (request.POST if posted else request.GET).get("starts_at" if posted else "at", "")
    moment = _moment(at)
    week = week_of(policy, timezone.localtime(moment).date() if moment else _day(request))
    return BookingForm(
        request.POST if posted else None,
        policy=policy,
        week=week,
        achievements=achievements_of(actor)[:100],
        initial={"starts_at": at, "blocks": policy.least_blocks},
    )


def _moment(text: str) -> Any:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) and _near(found.date()) else None


def _today() -> date:
    return timezone.localdate(timezone=timezone.get_default_timezone())


def _near(day: date) -> bool:
    return abs(day - _today()) <= FURTHEST + timedelta(days=7)


def _day(request: HttpRequest) -> date:
    """The day that the address names, else today; what is no near day is today too."""
    try:
        day = parse_date(request.GET.get("week", ""))
    except ValueError:
        day = None
    return day if day is not None and _near(day) else _today()
