"""What payments make of bookings."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from backend.bookings.events import BookingSettled, BookingUnsettled
from backend.bookings.lifecycle import booking_locked
from backend.core.outbox import publish


def booking_settled(*, booking_id: int) -> None:
    """Its payment has arrived. Safe to repeat."""
    with transaction.atomic():
        booking = booking_locked(booking_id)
        if booking.settled_at is None:
            booking.settled_at = timezone.now()
            booking.save(update_fields=["settled_at", "updated_at"])
            told = BookingSettled(booking_id=booking.pk, listing_id=booking.listing_id)
            publish(told, actor_id=None)


def booking_unsettled(*, booking_id: int) -> None:
    """Its payment went back in whole: it can be paid again. Safe to repeat."""
    with transaction.atomic():
        booking = booking_locked(booking_id)
        if booking.settled_at is not None:
            booking.settled_at = None
            booking.save(update_fields=["settled_at", "updated_at"])
            told = BookingUnsettled(booking_id=booking.pk, listing_id=booking.listing_id)
            publish(told, actor_id=None)
