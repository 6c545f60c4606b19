"""Meetings as calendars read them (RFC 5545, 5546): one UID, a sequence that rises."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, vCalAddress, vText

from backend.accounts.models import User
from backend.core.characters import legible
from notifications.contracts import File

from .models import Meeting

_PARTSTAT = {True: "ACCEPTED", False: "DECLINED", None: "NEEDS-ACTION"}


def invitation(meeting: Meeting) -> bytes:
    """The meeting as an invitation, or as its cancellation."""
    cancelled = meeting.state == Meeting.State.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Tiqiao//Deals//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event = Event()
    event.add("uid", f"{meeting.uid}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.updated_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", legible(meeting.title))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    page = settings.PUBLIC_URL + reverse("meeting", args=[meeting.pk])
    event.add("url", page)
    said = "\n\n".join(filter(None, [meeting.agenda, meeting.link, page]))
    event.add("description", legible(said))
    if meeting.place or meeting.link:
        event.add("location", legible(meeting.place or meeting.link))
    event["organizer"] = _address(meeting.organiser)
    for guest in meeting.guests.select_related("user").order_by("pk"):
        address = _address(guest.user)
        address.params["PARTSTAT"] = vText(_PARTSTAT[guest.coming])
        address.params["RSVP"] = vText("TRUE" if guest.coming is None else "FALSE")
        event.add("attendee", address, encode=False)
    calendar.add_component(event)
    return calendar.to_ical()


def invitation_file(meeting: Meeting) -> File:
    """The same as the attachment of a mail."""
    method = "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"
    return File(
        name="meeting.ics",
        content=invitation(meeting),
        type=f'text/calendar; method={method}; charset="utf-8"',
    )


def _address(user: User) -> vCalAddress:
    address = vCalAddress(f"mailto:{user.email}")
    address.params["CN"] = vText(legible(str(user)))
    return address
