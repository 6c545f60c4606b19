"""Which choice holds, and when a person may be written to."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from notifications.contracts import Frequency, Person
from notifications.preferences import frequency_for
from notifications.times import Hours, period_of, quiet_ends

ANNA = Person(1, "Anna", "anna@example.org", "en", (3,))
BERLIN = ZoneInfo("Europe/Berlin")


def resolved(chosen: dict[tuple[str, str, str], str], *scopes: str) -> Frequency:
    return frequency_for(
        ANNA, kind="match", topic="pairings", scopes=scopes, default=Frequency.DAILY, chosen=chosen
    )


def test_the_most_specific_choice_holds() -> None:
    chosen: dict[tuple[str, str, str], str] = {}
    assert resolved(chosen) == "daily", "nobody chose"
    for holder, kind, scope, frequency in [
        ("group:3", "", "", "weekly"),
        ("group:3", "match", "", "hourly"),
        ("person:1", "", "", "off"),
        ("person:1", "pairings.*", "", "weekly"),
        ("person:1", "match", "", "once"),
        ("person:1", "", "organisation:3", "hourly"),
        ("person:1", "match", "organisation:3", "weekly"),
        ("person:1", "", "listing:7", "off"),
    ]:
        chosen[holder, kind, scope] = frequency
        assert resolved(chosen, "listing:7", "organisation:3") == frequency
    assert resolved(chosen, "listing:8") == "once", "another listing's choice holds for it alone"


def hours(**quiet: time) -> Hours:
    return Hours(BERLIN, **quiet)


@pytest.mark.parametrize(
    ("begin", "end", "now", "ends"),
    [
        (None, None, "2026-11-30T02:00", None),
        (time(7), time(7), "2026-11-30T07:00", None),
        (time(22), time(7), "2026-11-30T20:59", None),
        (time(22), time(7), "2026-11-30T21:00", "2026-12-01T06:00"),
        (time(22), time(7), "2026-12-01T05:59", "2026-12-01T06:00"),
        (time(22), time(7), "2026-12-01T06:00", None),
        (time(12), time(13), "2026-07-01T10:30", "2026-07-01T11:00"),
        # The night in which an hour is left out, and the one in which an hour comes twice.
        (time(22), time(7), "2026-03-29T00:30", "2026-03-29T05:00"),
        (time(22), time(7), "2026-10-25T00:30", "2026-10-25T06:00"),
    ],
)
def test_quiet_hours_are_local(
    begin: time | None, end: time | None, now: str, ends: str | None
) -> None:
    at = Hours(BERLIN, begin, end)
    found = quiet_ends(at, datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == (datetime.fromisoformat(ends).replace(tzinfo=UTC) if ends else None)


@pytest.mark.parametrize(
    ("frequency", "now", "name", "until"),
    [
        ("daily", "2026-11-30T06:59", "2026-11-29", "2026-11-29T07:00"),
        ("daily", "2026-11-30T07:00", "2026-11-30", "2026-11-30T07:00"),
        ("weekly", "2026-12-06T12:00", "2026-W49", "2026-11-30T07:00"),
        ("weekly", "2026-11-30T06:59", "2026-W48", "2026-11-23T07:00"),
        ("hourly", "2026-11-30T06:59", "2026-11-30T06", "2026-11-30T06:00"),
        # Clocks change: the day has 23 or 25 hours, and one digest.
        ("daily", "2026-03-29T06:00", "2026-03-29", "2026-03-29T06:00"),
        ("daily", "2026-10-25T06:59", "2026-10-24", "2026-10-24T06:00"),
        ("daily", "2026-10-25T07:00", "2026-10-25", "2026-10-25T07:00"),
        ("hourly", "2026-10-25T01:30", "2026-10-25T01", "2026-10-25T01:00"),
    ],
)
def test_periods_end_by_local_time(frequency: str, now: str, name: str, until: str) -> None:
    found = period_of(
        Frequency(frequency), hours(), datetime.fromisoformat(now).replace(tzinfo=UTC)
    )
    assert (found.name, found.until) == (name, datetime.fromisoformat(until).replace(tzinfo=UTC))


def test_a_digest_at_an_hour_that_a_day_leaves_out_comes_once() -> None:
    at = Hours(BERLIN, digest_hour=2)
    names = {
        period_of(
            Frequency.DAILY, at, datetime(2026, 3, 28, 12, tzinfo=UTC).replace(day=day, hour=hour)
        ).name
        for day in (28, 29)
        for hour in range(3, 24)
    }
    assert names == {"2026-03-28", "2026-03-29"}


def test_what_has_no_period_is_refused() -> None:
    with pytest.raises(ValueError, match="once"):
        period_of(Frequency.ONCE, hours(), datetime(2026, 1, 1, tzinfo=UTC))
