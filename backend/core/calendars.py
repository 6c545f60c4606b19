"""What people take into their own calendars (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event

from .characters import legible


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something at a time. ``uid`` stays with it however it is moved, ``sequence`` rises then; ``page``
    is its address below the product's own."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    page: str
    place: str = ""
    words: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_of(entries: Iterable[Entry]) -> bytes:
    """The entries as one calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tiqiao//Calendar//ZH")
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def calendar_answer(name: str, entries: Iterable[Entry]) -> HttpResponse:
    """The same as a file that calendars open."""
    answer = HttpResponse(calendar_of(entries), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


def _event(entry: Entry) -> Event:
    page = settings.PUBLIC_URL + entry.page
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", legible(entry.title))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("url", page)
    event.add("description", legible("\n\n".join(filter(None, [entry.words, page]))))
    if entry.place:
        event.add("location", legible(entry.place))
    return event
