"""What institutions do for others: bookings, and events where people meet; their rule of approval."""

from __future__ import annotations

from backend.bookings import events
from backend.bookings import reactions as on_bookings
from backend.core.outbox import Subscription, Subscriptions
from backend.matchmaking import events as gatherings
from backend.matchmaking import reactions as on_gatherings
from backend.portfolio import events as portfolio
from backend.portfolio import reactions as on_portfolio

NOTIFY = Subscription("booking_notify", on_bookings.booking_notify)
GATHERING = Subscription("gathering_notify", on_gatherings.gathering_notify)

SUBSCRIPTIONS: Subscriptions = {
    events.BookingRequested: (NOTIFY,),
    events.BookingConfirmed: (NOTIFY,),
    events.BookingDeclined: (NOTIFY,),
    events.BookingCancelled: (NOTIFY,),
    events.BookingCalledOff: (NOTIFY,),
    events.BookingLapsed: (NOTIFY,),
    events.BookingUsed: (NOTIFY,),
    events.BookingMissed: (NOTIFY,),
    gatherings.GatheringMoved: (GATHERING,),
    gatherings.GatheringCancelled: (GATHERING,),
    gatherings.GatheringHeld: (Subscription("held_notify", on_gatherings.held_notify),),
    gatherings.SeatGiven: (Subscription("seat_notify", on_gatherings.seat_notify),),
    gatherings.TalksProposed: (Subscription("talks_notify", on_gatherings.talks_notify),),
    portfolio.ApprovalRuleSet: (
        Subscription("approval_rule_set_notify", on_portfolio.approval_rule_set_notify),
    ),
}
