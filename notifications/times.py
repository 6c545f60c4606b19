"""When a person may be written to: quiet hours and the periods of digests, in their own time zone.

Local times are turned into instants only by their zone, so that the days on which clocks change are
right: a time that does not exist is the one an hour later, one that comes twice is its first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .contracts import Frequency


@dataclass(frozen=True, slots=True)
class Hours:
    """A person's clock. Quiet hours may pass midnight; equal ends mean none."""

    zone: ZoneInfo
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_hour: int = 8


@dataclass(frozen=True, slots=True)
class Period:
    """A digest's period: its name, which is never given twice, and the instant at which it ends."""

    name: str
    until: datetime


def quiet_ends(hours: Hours, now: datetime) -> datetime | None:
    """When the quiet hours that ``now`` lies in are over; None outside of them."""
    begin, end = hours.quiet_from, hours.quiet_until
    if begin is None or end is None or begin == end:
        return None
    today = now.astimezone(hours.zone).date()
    for day in (today - timedelta(days=1), today):
        ends_on = day if begin < end else day + timedelta(days=1)
        first, last = _instant(hours, day, begin), _instant(hours, ends_on, end)
        if first <= now < last:
            return last
    return None


def period_of(frequency: Frequency, hours: Hours, now: datetime) -> Period:
    """The newest period of digests that has ended by ``now``. Raises ValueError for what has none."""
    if frequency == Frequency.HOURLY:
        hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return Period(f"{hour:%Y-%m-%dT%H}", hour)
    day = now.astimezone(hours.zone).date()
    if frequency == Frequency.WEEKLY:
        day -= timedelta(days=day.weekday())
        step = timedelta(days=7)
    elif frequency == Frequency.DAILY:
        step = timedelta(days=1)
    else:
        raise ValueError(f"{frequency} has no periods")
    until = _instant(hours, day, time(hours.digest_hour))
    if until > now:
        day -= step
        until = _instant(hours, day, time(hours.digest_hour))
    week = day.isocalendar()
    name = f"{week.year}-W{week.week:02d}" if frequency == Frequency.WEEKLY else day.isoformat()
    return Period(name, until)


def _instant(hours: Hours, day: date, at: time) -> datetime:
    return datetime.combine(day, at, hours.zone).astimezone(UTC)
