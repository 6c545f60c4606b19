"""Who books, who answers for what is booked, and who may know of a booking."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action, party_to
from backend.accounts.models import Duty
from backend.catalog.models import Listing

from .models import Booking

BOOK = action(
    "booking_make",
    _("Book instruments, pilot bases and scenes"),
    [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.SERVICE_MEMBER, Duty.BROKER],
    own=[Duty.RESEARCHER],
)
HOLD = action(
    "booking_answer",
    _("Set rules of booking, answer requests, record uses"),
    [
        Duty.ENTERPRISE_MEMBER,
        Duty.UNIVERSITY_OFFICE,
        Duty.SERVICE_MEMBER,
        Duty.REGIONAL_OFFICER,
    ],
    own=[Duty.RESEARCHER],
)
NOT_HOLDER = _("Only those who answer for it at its holder do this.")
NOT_BOOKER = _("Only those who booked it, or answer for their organisation, do this.")


def may_book(actor: Actor) -> bool:
    """Whether the actor may book for the organisation acted for."""
    return BOOK.allows(actor, actor.organisation_id, contact_id=actor.user_id)


def may_hold(actor: Actor, listing: Listing) -> bool:
    """Whether the actor sets the rules of what is booked."""
    return HOLD.allows(actor, listing.owner_id, contact_id=listing.contact_id)


def may_answer(actor: Actor, booking: Booking) -> bool:
    """The same for one booking of it."""
    return may_hold(actor, booking.listing)


def may_cancel(actor: Actor, booking: Booking) -> bool:
    """Whoever booked it, or answers for the organisation."""
    return BOOK.allows(actor, booking.organisation_id, contact_id=booking.booked_by_id)


def may_read(actor: Actor, booking: Booking) -> bool:
    """Members of both organisations, and operators."""
    return party_to(actor, organisations=[booking.organisation_id, booking.listing.owner_id])
