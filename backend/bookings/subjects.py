"""A booking as a subject of files and talks, and as what is paid."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register
from backend.payments.payables import Payable, PayableKind

from .lifecycle import booking_locked
from .models import Booking
from .selectors import booking_readable_by, people_booking, people_holding


def booking_subject(booking: Booking) -> Subject:
    """A booking that a selector found for the actor: both sides say and attach what belongs to it."""
    return Subject(
        name=Booking.KIND,
        pk=booking.pk,
        title=str(booking),
        url=reverse("booking", args=[booking.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH, Act.TALK}),
    )


def booking_payable(booking: Booking) -> Payable:
    """A booking as what its booker pays the holder."""
    return Payable(
        kind=Booking.KIND,
        id=booking.pk,
        title=str(booking),
        payer_id=booking.organisation_id,
        payee_id=booking.listing.owner_id,
        amount=booking.amount or Decimal(0),
        currency="CNY",
        about=(Booking.KIND, booking.pk),
        url=reverse("booking", args=[booking.pk]),
        blocked=_not_payable(booking),
    )


def _not_payable(booking: Booking) -> object | None:
    if booking.state != Booking.State.USED:
        return _("It is paid once its use is on record.")
    if booking.settled_at is not None:
        return _("This booking is paid.")
    if not booking.amount:
        return _("Nothing is to be paid for this booking.")
    return None


def _people(booking_id: int) -> Iterable[int]:
    booking = Booking.objects.select_related("listing").get(pk=booking_id)
    return people_booking(booking) | people_holding(booking)


def _organisations(booking_id: int) -> list[int]:
    booking = Booking.objects.select_related("listing").get(pk=booking_id)
    return [booking.organisation_id, booking.listing.owner_id]


def _find(actor: Actor, booking_id: int) -> Payable:
    return booking_payable(booking_readable_by(actor, booking_id))


def _subject(actor: Any, booking_id: int) -> Subject:
    return booking_subject(booking_readable_by(actor, booking_id))


register(
    SubjectType(name=Booking.KIND, find=_subject, people=_people, organisations=_organisations)
)
OWED = PayableKind(
    name=Booking.KIND,
    find=_find,
    lock=lambda booking_id: booking_payable(booking_locked(booking_id)),
)
