"""Probes of bookings and events."""

from __future__ import annotations

from backend.accounts.models import User
from backend.bookings.services import booking_cancel, policy_set
from backend.bookings.values import PolicyValues
from backend.catalog.models import Listing
from backend.matchmaking.services import gathering_draft
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.bookings import booked
from tests.backend.matchmaking import gatherings
from tests.factories import Market, actor


def booking(market: Market) -> tuple[Act, Act]:
    listing = booked.calendar(market)
    made = booked.asked(market, listing, starts_at=booked.at(13))

    def own(person: User) -> object:
        return booked.asked(market, listing, by=person)

    return own, lambda person: booking_cancel(actor=actor(person), booking_id=made.pk)


def holding(market: Market) -> tuple[Act, Act]:
    listing = booked.bookable(market.buyer)

    def others(person: User) -> object:
        return policy_set(actor=actor(person), listing_id=listing.pk, values=PolicyValues())

    def own(person: User) -> object:
        Listing.objects.filter(pk=listing.pk).update(contact=person)
        return others(person)

    return own, others


def event(market: Market) -> tuple[None, Act]:
    return None, lambda person: gathering_draft(actor=actor(person), values=gatherings.values())


PROBES: Probes = {"event_hold": event, "booking_make": booking, "booking_answer": holding}
