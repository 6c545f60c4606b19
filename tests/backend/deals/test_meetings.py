"""Meetings of a deal, as people and as their calendars read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.models import Event
from backend.deals.invitations import invitation
from backend.deals.models import Meeting, MeetingGuest
from backend.deals.services import (
    meeting_answer,
    meeting_cancel,
    meeting_move,
    meeting_plan,
)
from notifications.facade import post_due
from tests.backend.deals.meetings import planned, values
from tests.backend.deals.test_deals import notices_of
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor

Drain = Callable[[], int]


def entry(meeting: Meeting) -> tuple[str, dict[str, object]]:
    calendar = Calendar.from_ical(invitation(Meeting.objects.get(pk=meeting.pk)).decode())
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), {key: event[key] for key in ("UID", "SEQUENCE", "STATUS")}


def state() -> tuple[object, ...]:
    rows = (Meeting.objects.order_by("pk").values(), MeetingGuest.objects.order_by("pk").values())
    return (*(list(r) for r in rows), Event.objects.count())


def test_an_invitation_keeps_its_uid_and_its_sequence_rises(market: Market, drain: Drain) -> None:
    meeting = planned(market)
    method, first = entry(meeting)
    assert (method, first["SEQUENCE"], first["STATUS"]) == ("REQUEST", 0, "CONFIRMED")
    drain()
    assert notices_of(market.office)[-1] == "meeting_asked"
    post_due(now=timezone.now() + timedelta(minutes=3))
    sent = [m for m in mail.outbox if m.attachments]
    assert {m.to[0] for m in sent} == {market.office.email, market.researcher.email}
    assert sent[0].attachments[0][0] == "meeting.ics"
    assert "METHOD:REQUEST" in str(sent[0].attachments[0][1])
    meeting_answer(actor=actor(market.office), meeting_id=meeting.pk, coming=True)
    moved = meeting_move(
        actor=actor(market.office),
        meeting_id=meeting.pk,
        expected_revision=1,
        values=values(
            starts_at=meeting.starts_at + timedelta(days=1),
            ends_at=meeting.ends_at + timedelta(days=1),
        ),
    )
    _method, second = entry(moved)
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], 1)
    assert MeetingGuest.objects.get(user=market.buyer).coming is None, "asked again"
    meeting_cancel(actor=actor(market.buyer), meeting_id=meeting.pk, note="设备检修")
    method, third = entry(meeting)
    assert (method, third["UID"]) == ("CANCEL", first["UID"])
    assert (third["SEQUENCE"], third["STATUS"]) == (2, "CANCELLED")
    drain()
    assert notices_of(market.office)[-1] == "meeting_cancelled"
    with pytest.raises(WrongState):
        meeting_answer(actor=actor(market.office), meeting_id=meeting.pk, coming=True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"starts_at": None}, "starts_at"),
        ({"ends_at": timezone.now() - timedelta(days=1)}, "ends_at"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"guests": (10**9,)}, "guests"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_by_field(
    market: Market, changes: dict[str, object], field: str
) -> None:
    deal = pairs.deal(market)
    before = state()
    with pytest.raises(ValidationError) as refused:
        meeting_plan(actor=actor(market.buyer), deal_id=deal.pk, values=values(**changes))
    assert list(refused.value.message_dict) == [field]
    assert state() == before


def test_others_neither_plan_nor_change_nor_answer(market: Market) -> None:
    meeting = planned(market)
    before = state()
    for who in (market.operator, market.stranger):
        with pytest.raises((NotPermitted, NotFound)):
            meeting_plan(actor=actor(who), deal_id=meeting.deal_id, values=values())
        with pytest.raises((NotPermitted, NotFound)):
            meeting_cancel(actor=actor(who), meeting_id=meeting.pk)
        with pytest.raises((NotPermitted, NotFound)):
            meeting_answer(actor=actor(who), meeting_id=meeting.pk, coming=True)
    with pytest.raises(Stale):
        meeting_move(
            actor=actor(market.buyer), meeting_id=meeting.pk, expected_revision=9, values=values()
        )
    assert state() == before


def test_the_pages_of_a_meeting(market: Market) -> None:
    deal = pairs.deal(market)
    buyer, office = browser(market.buyer), browser(market.office)
    address = reverse("meeting_plan", args=[deal.pk])
    assert "Who is asked" in text(buyer.get(address))
    begins = timezone.localtime() + timedelta(days=1)
    data = {
        "title": "样品评审会",
        "starts_at": f"{begins:%Y-%m-%dT10:00}",
        "ends_at": f"{begins:%Y-%m-%dT09:00}",
        "place": "三号楼",
    }
    refused = buyer.post(address, data)
    assert refused.status_code == 422
    assert "It ends before it begins" in text(refused)
    answer = buyer.post(address, data | {"ends_at": f"{begins:%Y-%m-%dT11:00}"}, follow=True)
    assert "10:00–11:00" in text(answer)
    meeting = Meeting.objects.get()
    page = reverse("meeting", args=[meeting.pk])
    assert "Do you come?" in text(office.get(page))
    office.post(reverse("meeting_answer", args=[meeting.pk]), {"coming": "no"})
    assert "does not come" in text(buyer.get(page))
    file = office.get(reverse("meeting_calendar", args=[meeting.pk]))
    assert file["Content-Type"].startswith("text/calendar")
    assert office.get(reverse("meeting_change", args=[meeting.pk])).status_code == 200
    data |= {"ends_at": f"{begins:%Y-%m-%dT12:00}", "revision": 1}
    changed = buyer.post(reverse("meeting_change", args=[meeting.pk]), data, follow=True)
    assert "10:00–12:00" in text(changed)
    cancel = reverse("meeting_act", args=[meeting.pk, "cancel"])
    gone = buyer.post(cancel, {"revision": 2, "note": "改期"}, follow=True)
    assert "Cancelled" in text(gone)
    assert browser(market.stranger).get(page).status_code == 404
