"""What a writer hands to the services of bookings: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyValues:
    """When and by which rules something is booked; see models.Policy."""

    open: bool = True
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    day_begins: time = time(9)
    day_ends: time = time(17)
    block_minutes: int = 60
    places: int = 1
    least_blocks: int = 1
    most_blocks: int = 4
    horizon_days: int = 60
    notice_hours: int = 24
    most_open: int = 5
    gap_blocks: int = 0
    late_cancel_hours: int = 24
    strikes: int = 3
    self_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureValues:
    """Days on which nothing is booked."""

    starts_on: date
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingValues:
    """Whose time is asked for; ``starts_at`` is aware, ``blocks`` how many follow from there."""

    listing_id: int
    starts_at: datetime
    blocks: int
    purpose: str
    samples: int = 0
    achievement_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UseValues:
    """What the holder saw of a use."""

    hours: Decimal
    samples: int = 0
    result: str = ""
    trl_before: int | None = None
    trl_after: int | None = None
