"""An instrument with a calendar, and bookings of it, made by the services."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.models import User
from backend.bookings.models import BookedBlock, Booking
from backend.bookings.services import booking_request, policy_set
from backend.bookings.values import BookingValues, PolicyValues
from backend.catalog.models import Listing
from backend.catalog.services import listing_draft, listing_publish
from backend.catalog.values import VALUES
from tests.factories import Market, actor

EVERY_DAY = tuple(range(7))


def bookable(by: User, kind: str = "instrument", **values: Any) -> Listing:
    """Something that the person's organisation lists to be booked."""
    own = {
        "instrument": {"category": "analysis", "original_value": Decimal(1_280_000)},
        "pilot_base": {"level": "provincial"},
        "scene": {"category": "environment"},
    }[kind]
    given = {
        "title": "激光导热仪", "rate_hour": Decimal(200), "rate_sample": Decimal(50),
    }  # fmt: skip
    who = actor(by)
    assert who.organisation_id is not None
    made = VALUES[kind](**given | own | values)
    listing = listing_draft(actor=who, owner_id=who.organisation_id, values=made)
    return listing_publish(actor=who, listing_id=listing.pk)


def calendar(market: Market, kind: str = "instrument", **rules: Any) -> Listing:
    """The university's, open every day from nine to five, hour by hour."""
    listing = bookable(market.office, kind)
    values = PolicyValues(**{"weekdays": EVERY_DAY, "notice_hours": 0} | rules)
    policy_set(actor=actor(market.office), listing_id=listing.pk, values=values)
    return listing


def at(hour: int = 9, days: int = 2) -> datetime:
    """An hour of a day to come, in the platform's zone."""
    zone = timezone.get_default_timezone()
    day = timezone.localdate(timezone=zone) + timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=zone)


def asked(market: Market, listing: Listing, by: User | None = None, **values: Any) -> Booking:
    """A request, the enterprise's unless told otherwise."""
    given = {"starts_at": at(), "blocks": 2, "purpose": "测 6 个散热膜样品的面内导热系数"}
    return booking_request(
        actor=actor(by or market.buyer),
        values=BookingValues(listing_id=listing.pk, **given | values),
    )


def past(booking: Booking, days: int = 3) -> Booking:
    """As if its time had been some days ago."""
    back = timedelta(days=days)
    Booking.objects.filter(pk=booking.pk).update(
        starts_at=booking.starts_at - back, ends_at=booking.ends_at - back
    )
    for block in BookedBlock.objects.filter(booking=booking):
        BookedBlock.objects.filter(pk=block.pk).update(starts_at=block.starts_at - back)
    return Booking.objects.get(pk=booking.pk)


def made(market: Market) -> Booking:
    """A request that waits for the university."""
    return asked(market, calendar(market))
