"""Answers of bookings to events: payments settle them, and who is told of what."""

from __future__ import annotations

from typing import Any

from backend.accounts.selectors import actors_of
from backend.core.notices import NoticeKind, notice_send
from backend.payments.events import PaymentDisputeLost, PaymentRefunded, PaymentSettled

from . import events, notices
from .models import Booking
from .selectors import people_booking, people_holding
from .services import booking_settled, booking_unsettled

_TO_BOOKER: dict[type[Any], NoticeKind] = {
    events.BookingConfirmed: notices.CONFIRMED,
    events.BookingDeclined: notices.DECLINED,
    events.BookingCalledOff: notices.CALLED_OFF,
    events.BookingLapsed: notices.LAPSED,
    events.BookingUsed: notices.USED,
    events.BookingMissed: notices.MISSED,
}


def booking_settle(event: PaymentSettled, event_id: int) -> None:
    """What is owed for a use has arrived."""
    if event.payable_kind == Booking.KIND:
        booking_settled(booking_id=event.payable_id)


def booking_unsettle(event: PaymentRefunded | PaymentDisputeLost, event_id: int) -> None:
    """It went back in whole, by a refund or a dispute."""
    if event.payable_kind == Booking.KIND and getattr(event, "whole", True):
        booking_unsettled(booking_id=event.payable_id)


def booking_notify(event: Any, event_id: int) -> None:
    """The side that waits learns of it; nobody is told of what their own organisation does with its
    own."""
    booking = Booking.objects.select_related("listing__owner", "organisation").get(
        pk=event.booking_id
    )
    if booking.inside:
        return
    kind = _TO_BOOKER.get(type(event))
    if kind is not None:
        people = people_booking(booking)
    else:
        people, kind = people_holding(booking), notices.CANCELLED
        if isinstance(event, events.BookingRequested):
            waits = booking.state == Booking.State.REQUESTED
            kind = notices.REQUESTED if waits else notices.BOOKED
    notice_send(kind, readers=actors_of(people), about=booking.pk, key=f"event:{event_id}")
