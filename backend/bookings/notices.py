"""What people are told of bookings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core import dates, money
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Booking
from .selectors import bookings_readable_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Booking]:
    return bookings_readable_by(actor).in_bulk(ids)


def _when(booking: Booking) -> dict[str, str]:
    return {
        "what": booking.listing.title,
        "when": dates.stretch(booking.starts_at, booking.ends_at),
        "who": named(booking.organisation),
        "holder": named(booking.listing.owner),
    }


def _used(booking: Booking, payload: Mapping[str, Any]) -> str:
    if not booking.amount:
        return _("The use of “%(what)s” is on record; nothing is owed") % _when(booking)
    return _("The use of “%(what)s” is on record: %(amount)s are owed") % {
        **_when(booking),
        "amount": money.exact(booking.amount, "CNY"),
    }


BOOKINGS = Topic(name="bookings", words=gettext_lazy("Bookings"))
BOOKING = About(
    name="booking",
    read=_known,
    url=lambda booking: reverse("booking", args=[booking.pk]),
    title=lambda booking: f"{booking.number} · {booking.listing.title}",
    topic=BOOKINGS,
)
REQUESTED = NoticeKind(
    name="booking_requested",
    label=gettext_lazy("A time is asked for at what I answer for"),
    about=BOOKING,
    importance=Importance.TURN,
    sentence=lambda booking, payload: _("%(who)s asks for %(when)s") % _when(booking),
    tone="wait",
    mail=gettext_lazy("Confirm the time, or decline and say why."),
)
BOOKED = NoticeKind(
    name="booking_booked",
    label=gettext_lazy("A time is booked at what I answer for"),
    about=BOOKING,
    importance=Importance.NEWS,
    sentence=lambda booking, payload: _("%(who)s has booked %(when)s") % _when(booking),
)
CONFIRMED = NoticeKind(
    name="booking_confirmed",
    label=gettext_lazy("My booking is confirmed"),
    about=BOOKING,
    importance=Importance.RESULT,
    sentence=lambda booking, payload: _("%(holder)s confirmed %(when)s") % _when(booking),
    tone="ok",
)
DECLINED = NoticeKind(
    name="booking_declined",
    label=gettext_lazy("My request for a time is declined"),
    about=BOOKING,
    importance=Importance.RESULT,
    sentence=lambda booking, payload: _("%(holder)s declined %(when)s") % _when(booking),
    tone="no",
)
CALLED_OFF = NoticeKind(
    name="booking_called_off",
    label=gettext_lazy("My booking is called off"),
    about=BOOKING,
    importance=Importance.RESULT,
    sentence=lambda booking, payload: _("%(holder)s called %(when)s off") % _when(booking),
    tone="no",
)
CANCELLED = NoticeKind(
    name="booking_cancelled",
    label=gettext_lazy("A booking at what I answer for is cancelled"),
    about=BOOKING,
    importance=Importance.NEWS,
    sentence=lambda booking, payload: _("%(who)s cancelled %(when)s") % _when(booking),
)
LAPSED = NoticeKind(
    name="booking_lapsed",
    label=gettext_lazy("My request for a time was not answered"),
    about=BOOKING,
    importance=Importance.RESULT,
    sentence=lambda booking, payload: (
        _("%(holder)s did not answer for %(when)s; ask for another time") % _when(booking)
    ),
    tone="no",
)
USED = NoticeKind(
    name="booking_used",
    label=gettext_lazy("The use that I booked is on record"),
    about=BOOKING,
    importance=Importance.TURN,
    sentence=_used,
    mail=gettext_lazy("Read the result, and pay what is owed."),
)
MISSED = NoticeKind(
    name="booking_missed",
    label=gettext_lazy("My booking was not used"),
    about=BOOKING,
    importance=Importance.RESULT,
    sentence=lambda booking, payload: (
        _("Nobody came for %(when)s; it counts as missed") % _when(booking)
    ),
    tone="no",
)

notices_register(
    REQUESTED, BOOKED, CONFIRMED, DECLINED, CALLED_OFF, CANCELLED, LAPSED, USED, MISSED
)
