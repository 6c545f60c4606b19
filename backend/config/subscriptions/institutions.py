"""What institutions do for others: bookings of instruments, pilot bases and scenes."""

from __future__ import annotations

from backend.bookings import events
from backend.bookings import reactions as on_bookings
from backend.core.outbox import Subscription, Subscriptions

NOTIFY = Subscription("booking_notify", on_bookings.booking_notify)

SUBSCRIPTIONS: Subscriptions = {
    events.BookingRequested: (NOTIFY,),
    events.BookingConfirmed: (NOTIFY,),
    events.BookingDeclined: (NOTIFY,),
    events.BookingCancelled: (NOTIFY,),
    events.BookingCalledOff: (NOTIFY,),
    events.BookingLapsed: (NOTIFY,),
    events.BookingUsed: (NOTIFY,),
    events.BookingMissed: (NOTIFY,),
}
