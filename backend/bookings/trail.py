"""The steps of a booking in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import BOOKING

WORDS: Words = {
    "booking.requested": lambda event: _("A time was asked for"),
    "booking.settled": lambda event: _("The booking was paid"),
    "booking.unsettled": lambda event: _("The payment went back"),
    **BOOKING.trail_words(),
}
