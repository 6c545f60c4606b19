"""What happens to bookings and to their rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PolicySet(DomainEvent):
    """A holder wrote when and by which rules something is booked."""

    name: ClassVar[str] = "booking_policy.set"
    subject: ClassVar[str] = "listing"
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class _OfBooking(DomainEvent):
    subject: ClassVar[str] = "booking"
    booking_id: int
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class BookingRequested(_OfBooking):
    """An organisation asked for a time."""

    name: ClassVar[str] = "booking.requested"


@dataclass(frozen=True, kw_only=True)
class BookingConfirmed(_OfBooking):
    """The holder, or its rule, said yes."""

    name: ClassVar[str] = "booking.confirmed"


@dataclass(frozen=True, kw_only=True)
class BookingDeclined(_OfBooking):
    """The holder said no, and why; the time is free again."""

    name: ClassVar[str] = "booking.declined"


@dataclass(frozen=True, kw_only=True)
class BookingCancelled(_OfBooking):
    """Who booked does not come; ``late`` where it counts as missed."""

    name: ClassVar[str] = "booking.cancelled"
    late: bool


@dataclass(frozen=True, kw_only=True)
class BookingCalledOff(_OfBooking):
    """The holder cannot keep it."""

    name: ClassVar[str] = "booking.called_off"


@dataclass(frozen=True, kw_only=True)
class BookingLapsed(_OfBooking):
    """Its time came and nobody had answered."""

    name: ClassVar[str] = "booking.lapsed"


@dataclass(frozen=True, kw_only=True)
class BookingUsed(_OfBooking):
    """The holder recorded the use; what is owed is reckoned."""

    name: ClassVar[str] = "booking.used"


@dataclass(frozen=True, kw_only=True)
class BookingMissed(_OfBooking):
    """Nobody came."""

    name: ClassVar[str] = "booking.missed"


@dataclass(frozen=True, kw_only=True)
class BookingSettled(_OfBooking):
    """It was paid."""

    name: ClassVar[str] = "booking.settled"


@dataclass(frozen=True, kw_only=True)
class BookingUnsettled(_OfBooking):
    """The payment went back in whole."""

    name: ClassVar[str] = "booking.unsettled"
