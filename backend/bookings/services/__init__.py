"""Writes of bookings and their rules."""

from __future__ import annotations

from .booking import (
    SERVICES,
    booking_call_off,
    booking_cancel,
    booking_confirm,
    booking_decline,
    booking_miss,
    booking_record,
    booking_request,
    bookings_lapse,
    making_check,
    reckoned,
)
from .policies import closure_add, closure_remove, policy_set
from .settling import booking_settled, booking_unsettled

__all__ = [
    "SERVICES",
    "booking_call_off",
    "booking_cancel",
    "booking_confirm",
    "booking_decline",
    "booking_miss",
    "booking_record",
    "booking_request",
    "booking_settled",
    "booking_unsettled",
    "bookings_lapse",
    "closure_add",
    "closure_remove",
    "making_check",
    "policy_set",
    "reckoned",
]
