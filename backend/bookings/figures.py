"""An instrument's year: hours offered and used, users, income, the score and what is paid back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.catalog.kinds import INSTRUMENT
from backend.catalog.models import Listing

from .models import Booking, Policy
from .schemes import Grade, Scheme, scheme_of
from .selectors import bookables_of

IN_TIME = timedelta(days=7)
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSheet:
    """The year of something that is booked; hours, yuan, percent. ``graded``: it takes part in the
    scheme, as instruments do."""

    listing: Listing
    year: int
    scheme: Scheme
    offered: Decimal
    outside: Decimal
    inside: Decimal
    users: int
    samples: int
    uses: int
    income: Decimal
    received: Decimal
    recorded: Decimal

    @property
    def utilised(self) -> Decimal:
        """Percent of the hours offered that were used."""
        if not self.offered:
            return _NONE
        part = (self.outside + self.inside) * 100 / self.offered
        return part.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def lines(self) -> list[tuple[str, Decimal, Decimal, int, int]]:
        """Name of a figure, the figure, its points, the most of these, and the figure for them."""
        figures = {
            "offered": self.offered,
            "outside": self.outside,
            "users": Decimal(self.users),
            "recorded": self.recorded,
        }
        return [
            (name, figures[name], points.of(figures[name]), points.most, points.full)
            for name, points in self.scheme.points.items()
        ]

    @property
    def points(self) -> Decimal:
        """The sum of the points."""
        return sum((line[2] for line in self.lines), _NONE)

    @property
    def graded(self) -> bool:
        """Whether it takes part: instruments do."""
        return self.listing.kind == INSTRUMENT.name

    @property
    def grade(self) -> Grade:
        """What the points come to."""
        return self.scheme.grade(self.points)

    @property
    def subsidy(self) -> Decimal:
        """What the scheme pays back of the income from others; nothing for what takes no part."""
        return self.grade.subsidy(self.received) if self.graded else _NONE


def year_sheet(listing: Listing, policy: Policy | None, year: int) -> YearSheet:
    """The year of one listing, up to now; rights are the caller's."""
    zone = timezone.get_default_timezone()
    begins = datetime(year, 1, 1, tzinfo=zone)
    ends = datetime(year + 1, 1, 1, tzinfo=zone)
    rows = Booking.objects.filter(listing=listing, starts_at__gte=begins, starts_at__lt=ends)
    used = list(rows.filter(state=Booking.State.USED))
    for booking in used:
        booking.listing = listing
    due = [*used, *rows.filter(state=Booking.State.CONFIRMED, ends_at__lt=timezone.now() - IN_TIME)]
    outside = [booking for booking in used if not booking.inside]
    return YearSheet(
        listing=listing,
        year=year,
        scheme=scheme_of(year),
        offered=hours_offered(policy, year),
        outside=_hours(outside),
        inside=_hours(b for b in used if b.inside),
        users=len({booking.organisation_id for booking in outside}),
        samples=sum(booking.used_samples or 0 for booking in outside),
        uses=len(used),
        income=sum((b.amount or _NONE for b in outside), _NONE),
        received=sum((b.amount or _NONE for b in outside if b.settled_at), _NONE),
        recorded=_in_time(due),
    )


def year_sheets(actor: Actor, year: int) -> list[YearSheet]:
    """The year of each listing of the organisation acted for, by title."""
    found = bookables_of(actor).prefetch_related("booking_policy__closures").order_by("title")
    return [
        year_sheet(listing, getattr(listing, "booking_policy", None), year) for listing in found
    ]


def hours_offered(policy: Policy | None, year: int) -> Decimal:
    """The hours of a year, up to today, in which it could be booked by the rules that it has now: from
    the day on which these were first written, without closures, one place counted."""
    if policy is None:
        return _NONE
    zone = timezone.get_default_timezone()
    first = max(date(year, 1, 1), timezone.localtime(policy.created_at, zone).date())
    last = min(date(year, 12, 31), timezone.localdate(timezone=zone))
    closures = list(policy.closures.all())
    blocks = 0
    day = first
    while day <= last:
        if not any(c.starts_on <= day <= c.ends_on for c in closures):
            blocks += len(policy.blocks_on(day))
        day += timedelta(days=1)
    return (Decimal(blocks * policy.block_minutes) / 60).quantize(Decimal("0.1"))


def _hours(bookings: Iterable[Booking]) -> Decimal:
    return sum((booking.used_hours or _NONE for booking in bookings), _NONE)


def _in_time(due: Sequence[Booking]) -> Decimal:
    """Percent of the uses that are on record within seven days."""
    if not due:
        return _NONE
    kept = sum(1 for b in due if b.recorded_at and b.recorded_at - b.ends_at <= IN_TIME)
    return (Decimal(kept * 100) / len(due)).quantize(Decimal("0.1"), ROUND_HALF_UP)
