"""What the schedule runs for bookings."""

from __future__ import annotations

from django.utils import timezone

from .services import bookings_lapse


def bookings_expire() -> None:
    """Requests that nobody answered before their time give it back."""
    bookings_lapse(now=timezone.now())
