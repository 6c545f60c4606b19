"""One's own bookings, those at what one answers for, and a booking with what is done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.trail import trail_entries
from backend.bookings.forms import UseForm
from backend.bookings.lifecycle import BOOKING, ends_free
from backend.bookings.models import Booking
from backend.bookings.rules import may_answer, may_cancel
from backend.bookings.selectors import (
    achievement_shown,
    bookables_of,
    booking_readable_by,
    bookings_held,
    bookings_of_own,
)
from backend.bookings.services import SERVICES, reckoned
from backend.bookings.subjects import booking_subject
from backend.core.acts import Acts, Answered
from backend.core.calendars import Entry, calendar_answer
from backend.payments.rules import PAY

PAGE_SIZE = 20
ACTS = Acts(lifecycle=BOOKING, services=SERVICES)


@login_required
@require_safe
def bookings(request: HttpRequest) -> HttpResponse:
    """What one's organisation has booked, and what others have booked of it."""
    actor = actor_in(request)
    held = request.GET.get("side") == "held"
    found = bookings_held(actor) if held else bookings_of_own(actor)
    state = request.GET.get("state", "")
    if state in Booking.State.values:
        found = found.filter(state=state)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "held": held,
        "states": Booking.State.choices,
        "state": state,
        "bookables": list(bookables_of(actor)[:50]) if held else [],
    }
    return render(request, "bookings/bookings.html", context)


@login_required
@require_safe
def booking(request: HttpRequest, booking_id: int) -> HttpResponse:
    """When, what for, what came of it, what is owed."""
    return _page(request, booking_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, booking_id: int, act: str) -> HttpResponse:
    """Do what a side does with it."""
    actor = actor_in(request)
    acts = _acts(booking_readable_by(actor, booking_id))
    return acts.answer(request, booking_id, act, page=_page)


@login_required
@require_safe
def calendar_file(request: HttpRequest, booking_id: int) -> HttpResponse:
    """It as a file for calendars."""
    actor = actor_in(request)
    found = booking_readable_by(actor, booking_id)
    return calendar_answer(found.number, [_entry(found)])


@login_required
@require_safe
def own_calendar(request: HttpRequest) -> HttpResponse:
    """All that the organisation acted for has booked and holds, as one file."""
    actor = actor_in(request)
    rows = bookings_of_own(actor).filter(state__in=Booking.HOLDING)[:500]
    return calendar_answer("bookings", map(_entry, rows))


def _entry(found: Booking) -> Entry:
    details: Any = found.listing.details
    return Entry(
        uid=str(found.uid),
        title=found.listing.title,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        changed_at=found.updated_at,
        page=reverse("booking", args=[found.pk]),
        place=details.location,
        words=f"{found.number} · {found.get_state_display()}",
        sequence=found.revision,
        cancelled=found.state not in (*Booking.HOLDING, Booking.State.USED),
    )


def _acts(found: Booking) -> Acts[Booking]:
    return replace(ACTS, forms={"record": UseForm.of(found)})


def _page(request: HttpRequest, booking_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = booking_readable_by(actor, booking_id)
    planned = found.state in (*Booking.HOLDING, Booking.State.USED)
    context = {
        "booking": found,
        "subject": booking_subject(found),
        "achievement": achievement_shown(actor, found),
        "acts": _acts(found).buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "holds": may_answer(actor, found),
        "estimate": reckoned(found, found.hours, found.samples_planned) if planned else None,
        "pays": found.owed and PAY.allows(actor, found.organisation_id),
        "late_now": may_cancel(actor, found)
        and found.state == Booking.State.CONFIRMED
        and not found.begun
        and not ends_free(found),
        "trail": trail_entries([("booking", found.pk)]),
        "sentence": _sentence(actor, found),
    }
    status = answered.status if answered else 200
    return render(request, "bookings/booking.html", context, status=status)


def _sentence(actor: Actor, found: Booking) -> tuple[str, bool]:
    """What comes next, and whether it is the reader's turn."""
    holds = may_answer(actor, found)
    if found.state == Booking.State.REQUESTED:
        if holds:
            return _("Confirm the time, or decline and say why."), True
        return _("The holder answers; you are told. The time is held for you until then."), False
    if found.state == Booking.State.CONFIRMED:
        if holds and found.begun:
            return _("Record the use: hours, samples, result. What is owed follows from it."), True
        if found.begun:
            return _("The holder records the use; what is owed follows from it."), False
        return (_("The time is given.") if holds else _("The time is yours.")), False
    if found.owed:
        if PAY.allows(actor, found.organisation_id):
            return _("The use is on record. Pay what is owed."), True
        return _("The use is on record; what is owed is not paid yet."), False
    return str(BOOKING.settled.get(found.state, "")), False
