"""Demo calendars and bookings, made by the product's own services and then moved to their days."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.bookings.models import BookedBlock, Booking, Policy
from backend.bookings.services import (
    booking_confirm,
    booking_decline,
    booking_miss,
    booking_record,
    booking_request,
    closure_add,
    policy_set,
)
from backend.bookings.values import BookingValues, ClosureValues, PolicyValues, UseValues
from backend.catalog.models import Listing
from backend.payments.models import Method
from backend.payments.services import payment_confirm, payment_open, payment_start

from .people import CONTENT, rows

YEAR = timedelta(days=300)  # how long the demo's calendars have been open
AHEAD = timedelta(weeks=5)  # by which what lies in the past is first booked


def bookings_seed() -> None:
    """Open each calendar and write its bookings, where there are none."""
    content = json.loads((CONTENT / "bookings.json").read_text("utf-8"))
    for row in content["policies"]:
        listing = Listing.objects.get(external_id=row["listing"])
        if not Policy.objects.filter(listing=listing).exists():
            _open(listing, row)
    if not Booking.objects.exists():
        for row in content["bookings"]:
            _book(row)


def _open(listing: Listing, row: dict[str, Any]) -> None:
    rules: dict[str, Any] = {
        k: time.fromisoformat(v) if k.startswith("day_") else v for k, v in row["rules"].items()
    }
    rules["weekdays"] = tuple(rules.get("weekdays", (0, 1, 2, 3, 4)))
    holder = actor_of(listing.contact)
    policy_set(actor=holder, listing_id=listing.pk, values=PolicyValues(**rules))
    Policy.objects.filter(pk=listing.pk).update(created_at=timezone.now() - YEAR)
    if "closure" in row:
        reason, first, last = row["closure"]
        today = timezone.localdate()
        values = ClosureValues(
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
            reason=reason,
        )
        closure_add(actor=holder, listing_id=listing.pk, values=values)


def _book(row: dict[str, Any]) -> None:
    listing = Listing.objects.get(external_id=row["listing"])
    policy = Policy.objects.get(listing=listing)
    back = row["days"] < 0
    day = _workday(timezone.localdate() + timedelta(days=row["days"]), policy)
    ahead = AHEAD if back else timedelta()
    piloted = row.get("achievement")
    booking = booking_request(
        actor=_actor(row["by"]),
        values=BookingValues(
            listing_id=listing.pk,
            starts_at=_start(policy, day + ahead, row["block"]),
            blocks=row["blocks"],
            purpose=row["purpose"],
            samples=row["samples"],
            achievement_id=Listing.objects.get(external_id=piloted).pk if piloted else None,
        ),
    )
    holder, then = actor_of(listing.contact), row.get("then", {})
    if "declined" in then:
        booking_decline(actor=holder, booking_id=booking.pk, note=then["declined"])
    elif then and booking.state == Booking.State.REQUESTED:
        booking_confirm(actor=holder, booking_id=booking.pk)
    if back:
        _move(booking, ahead)
        _end(holder, booking, then)


def _end(holder: Actor, booking: Booking, then: dict[str, Any]) -> None:
    if "missed" in then:
        booking_miss(actor=holder, booking_id=booking.pk, note=then["missed"])
        return
    values = UseValues(
        hours=Decimal(then["hours"]),
        samples=then["samples"],
        result=then["result"],
        trl_before=then.get("trl_before"),
        trl_after=then.get("trl_after"),
    )
    booking_record(actor=holder, booking_id=booking.pk, values=values)
    ended = Booking.objects.get(pk=booking.pk).ends_at + timedelta(days=1)
    Booking.objects.filter(pk=booking.pk).update(recorded_at=ended)
    if then.get("paid"):
        _pay(holder, booking)


def _pay(holder: Actor, booking: Booking) -> None:
    payment = payment_start(
        actor=actor_of(booking.booked_by),
        kind=Booking.KIND,
        payable_id=booking.pk,
        method=Method.BANK,
    )
    payment_open(payment_id=payment.pk)
    payment_confirm(
        actor=holder,
        payment_id=payment.pk,
        received_on=timezone.localdate(),
        amount=payment.amount,
    )


def _move(booking: Booking, by: timedelta) -> None:
    """As if it had been asked for and come in the past."""
    asked = booking.starts_at - by - timedelta(days=4)
    Booking.objects.filter(pk=booking.pk).update(
        starts_at=booking.starts_at - by, ends_at=booking.ends_at - by, created_at=asked
    )
    for block in BookedBlock.objects.filter(booking=booking):
        BookedBlock.objects.filter(pk=block.pk).update(starts_at=block.starts_at - by)


def _start(policy: Policy, day: date, block: int) -> datetime:
    return policy.blocks_on(day)[block]


def _workday(day: date, policy: Policy) -> date:
    while day.weekday() not in policy.weekdays:
        day += timedelta(days=1)
    return day


def _actor(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
