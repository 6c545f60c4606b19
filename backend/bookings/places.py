"""Bookings in the main navigation, and the calendar of a listing for its page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(
        name="bookings",
        url_name="bookings",
        words=_("Bookings"),
        order=60,
        shown=lambda actor: actor.organisation_id is not None,
    ),
    Place(name="listing_bookings", url_name="listing_bookings"),
)
