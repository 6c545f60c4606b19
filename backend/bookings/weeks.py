"""The calendar of something that is booked: a week of blocks, each free, taken, past or closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from .models import Booking, Policy
from .selectors import bookings_between, places_taken

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of one day. ``free`` is the number of places left; ``open``: it may be asked for;
    ``late``: it is too late for that, or the time is over."""

    starts_at: datetime
    ends_at: datetime
    free: int
    open: bool
    bookings: tuple[Booking, ...] = ()
    late: bool = False

    @property
    def at(self) -> str:
        """As an address names it."""
        return self.starts_at.isoformat()


@dataclass(frozen=True, slots=True)
class Span:
    """Blocks in a row that are alike: from when to when, with how many places free."""

    starts_at: datetime
    ends_at: datetime
    free: int
    open: bool

    @property
    def at(self) -> str:
        """The beginning as an address names it."""
        return self.starts_at.isoformat()


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its blocks; ``closed`` says why nothing is booked on it, if so."""

    date: date
    blocks: tuple[Block, ...]
    closed: str = ""

    @property
    def spans(self) -> list[Span]:
        """What of it may be asked for, blocks in a row as one."""
        found = []
        for (free, may), rows in groupby(self.blocks, key=lambda block: (block.free, block.open)):
            row = list(rows)
            if may and free:
                found.append(Span(row[0].starts_at, row[-1].ends_at, free, may))
        return found


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday; ``rows`` are the blocks of each time of the day across the days."""

    monday: date
    days: tuple[Day, ...]
    rows: tuple[tuple[datetime, tuple[Block | None, ...]], ...] = field(default=())

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.monday - WEEK

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.monday + WEEK

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(policy: Policy, day: date) -> Week:
    """The week in which a day lies."""
    monday = monday_of(day)
    zone = timezone.get_default_timezone()
    begins = datetime.combine(monday, datetime.min.time(), tzinfo=zone)
    taken = places_taken(policy.listing_id, begins, begins + WEEK)
    bookings = bookings_between(policy.listing_id, begins, begins + WEEK)
    days = tuple(_day(policy, monday + timedelta(days=n), taken, bookings) for n in range(7))
    return Week(monday, days, _rows(days))


def next_free(policy: Policy, weeks: int = 6) -> Block | None:
    """The first block that may be asked for, within so many weeks."""
    monday = monday_of(timezone.localdate(timezone=timezone.get_default_timezone()))
    for n in range(weeks):
        for day in week_of(policy, monday + WEEK * n).days:
            for block in day.blocks:
                if block.open and block.free:
                    return block
    return None


def _day(
    policy: Policy, day: date, taken: dict[datetime, set[int]], bookings: Sequence[Booking]
) -> Day:
    closed = next((c.reason for c in policy.closures.all() if c.starts_on <= day <= c.ends_on), "")
    now = timezone.now()
    first = now + timedelta(hours=policy.notice_hours)
    last = now + timedelta(days=policy.horizon_days)
    blocks = []
    for start in policy.blocks_on(day):
        end = start + policy.block
        free = policy.places - len(taken.get(start, ()))
        may = policy.open and not closed and first <= start <= last
        of_block = tuple(b for b in bookings if b.starts_at < end and b.ends_at > start)
        blocks.append(Block(start, end, max(free, 0), may, of_block, late=start < first))
    return Day(day, tuple(blocks), closed)


def _rows(days: Sequence[Day]) -> tuple[tuple[datetime, tuple[Block | None, ...]], ...]:
    zone = timezone.get_default_timezone()
    by_time = [
        {timezone.localtime(b.starts_at, zone).time(): b for b in day.blocks} for day in days
    ]
    times = sorted({at for known in by_time for at in known})
    return tuple(
        (
            next(known[at].starts_at for known in by_time if at in known),
            tuple(known.get(at) for known in by_time),
        )
        for at in times
    )
