"""Bookings on desks: what waits for the holder's word, and what one has booked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register

from .models import Booking
from .rules import BOOK, HOLD
from .selectors import bookings_held, bookings_of_own, bookings_to_record, bookings_upcoming

ROWS = 8


def _asked(actor: Actor) -> QuerySet[Booking]:
    return bookings_held(actor).filter(state=Booking.State.REQUESTED)


def _owed(actor: Actor) -> QuerySet[Booking]:
    used = bookings_of_own(actor).filter(state=Booking.State.USED)
    return used.filter(amount__gt=0, settled_at__isnull=True)


def _held(request: HttpRequest, actor: Actor) -> Mapping[str, Any]:
    return {
        "asked": list(_asked(actor).order_by("starts_at")[:ROWS]),
        "to_record": list(bookings_to_record(actor).order_by("starts_at")[:ROWS]),
    }


def _own(request: HttpRequest, actor: Actor) -> Mapping[str, Any]:
    return {"upcoming": list(bookings_upcoming(actor)[:ROWS]), "owed": list(_owed(actor)[:ROWS])}


desk_register(
    DeskPart(
        name="bookings_held",
        duties=(*HOLD.duties, *HOLD.own),
        order=24,
        template="bookings/_desk_held.html",
        context=_held,
        rests_on=lambda actor: [_asked(actor), bookings_to_record(actor)],
    ),
    DeskPart(
        name="bookings_own",
        duties=(*BOOK.duties, *BOOK.own),
        order=32,
        template="bookings/_desk_own.html",
        context=_own,
        rests_on=lambda actor: [bookings_upcoming(actor), _owed(actor)],
    ),
)
