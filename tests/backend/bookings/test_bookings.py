"""Bookings: a time is taken once, the rules hold, a use is recorded, reckoned, paid and scored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from backend.bookings.figures import year_sheet
from backend.bookings.models import BookedBlock, Booking, Policy
from backend.bookings.selectors import policy_of
from backend.bookings.services import (
    booking_call_off,
    booking_cancel,
    booking_confirm,
    booking_decline,
    booking_miss,
    booking_record,
    bookings_lapse,
    closure_add,
    policy_set,
)
from backend.bookings.values import ClosureValues, PolicyValues, UseValues
from backend.core.errors import NotFound, NotPermitted, Refusal, WrongState
from backend.core.models import Event
from backend.payments.services import payment_confirm, payment_open, payment_start
from notifications.models import NoticeRow
from tests import factories
from tests.backend.bookings.booked import asked, at, bookable, calendar, past
from tests.backend.payments.bills import account_named
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.racing import at_once
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("english")

USE = UseValues(hours=Decimal("2.5"), samples=6, result="面内导热系数 1480 W/(m·K)")


def state() -> tuple[object, ...]:
    rows = (model.objects.order_by("pk").values() for model in (Booking, BookedBlock, Policy))
    return (*(list(r) for r in rows), Event.objects.count())


def told(person: factories.User) -> list[str]:
    rows = NoticeRow.objects.filter(recipient=person.pk).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_a_time_is_asked_for_given_used_reckoned_and_paid(
    market: Market, drain: Callable[[], int]
) -> None:
    listing = calendar(market)
    booking = asked(market, listing, samples=6)
    assert booking.state == "requested"
    assert booking.number.startswith("YY-")
    drain()
    assert "booking_requested" in told(market.office)
    with refused(WrongState):
        asked(market, listing, by=market.stranger, starts_at=at(10))
    booking_confirm(actor=actor(market.office), booking_id=booking.pk)
    with refused(WrongState):
        booking_record(actor=actor(market.office), booking_id=booking.pk, values=USE)
    booking = past(booking)
    used = booking_record(actor=actor(market.office), booking_id=booking.pk, values=USE)
    assert (used.state, used.amount) == ("used", Decimal("800.00"))
    account_named(market)
    payment = payment_start(
        actor=actor(market.buyer), kind="booking", payable_id=booking.pk, method="bank"
    )
    payment_open(payment_id=payment.pk)
    payment_confirm(
        actor=actor(market.office), payment_id=payment.pk, received_on=timezone.localdate(),
        amount=used.amount,
    )  # fmt: skip
    drain()
    assert Booking.objects.get(pk=booking.pk).settled_at is not None
    assert [k for k in told(market.buyer) if k.startswith("booking")] == [
        "booking_confirmed",
        "booking_used",
    ]
    sheet = year_sheet(listing, policy_of(listing), booking.starts_at.year)
    assert (sheet.outside, sheet.users, sheet.income) == (Decimal("2.5"), 1, Decimal(800))
    assert sheet.received == Decimal(800)
    assert sheet.subsidy == sheet.grade.subsidy(Decimal(800))


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_of_many_who_ask_at_once_one_gets_the_time(market: Market) -> None:
    listing = calendar(market, most_open=100)
    firms = [market.buyer, market.stranger] * 4
    if connection.vendor == "sqlite":
        refusals = []
        for firm in firms:
            try:
                asked(market, listing, by=firm)
            except Refusal as error:
                refusals.append(error)
    else:
        refusals = at_once(
            *(lambda firm=firm: asked(market, listing, by=firm) for firm in firms)  # type: ignore[misc]
        )
    assert len(refusals) == len(firms) - 1
    assert all(isinstance(error, WrongState) for error in refusals)
    booking = Booking.objects.get()
    assert list(booking.blocks.values_list("starts_at", flat=True)) == [at(9), at(10)]
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedBlock.objects.create(listing=listing, booking=booking, place=0, starts_at=at(10))


def test_the_rules_are_checks_that_name_what_they_ask(market: Market) -> None:
    listing = calendar(
        market, notice_hours=24, horizon_days=10, most_blocks=3, most_open=2, gap_blocks=1
    )
    asked(market, listing)
    before = state()
    for change, field, words in (
        ({"starts_at": at(9, days=0)}, "starts_at", "passed|before"),
        ({"starts_at": at(9, days=20)}, "starts_at", "10 days ahead"),
        ({"starts_at": at(16), "blocks": 2}, "starts_at", "from the calendar"),
        ({"starts_at": at(9) + timedelta(minutes=20)}, "starts_at", "from the calendar"),
        ({"starts_at": at(12), "blocks": 4}, "blocks", "from 1 hour to 3 hours"),
        ({"starts_at": at(11)}, "starts_at", "Leave 1 hour free"),
        ({"starts_at": at(13), "purpose": " "}, "purpose", "few words"),
    ):
        with refused(ValidationError, match=words) as refusal:
            asked(market, listing, **change)
        assert field in refusal.value.message_dict
    assert state() == before
    asked(market, listing, starts_at=at(13), blocks=1)
    with refused(ValidationError, match="2 open bookings"):
        asked(market, listing, starts_at=at(16), blocks=1)
    # Its holder keeps to the calendar alone.
    own = asked(market, listing, by=market.office, starts_at=at(11), blocks=1)
    assert own.state == "confirmed"


def test_cancelling_late_and_not_coming_count_and_close_the_calendar(market: Market) -> None:
    listing = calendar(market, strikes=2, self_confirmed=True, late_cancel_hours=72)
    first = asked(market, listing)
    assert first.state == "confirmed"
    cancelled = booking_cancel(actor=actor(market.buyer), booking_id=first.pk)
    assert cancelled.late
    assert not cancelled.blocks.exists()
    early = booking_cancel(
        actor=actor(market.buyer), booking_id=asked(market, listing, starts_at=at(9, 9)).pk
    )
    assert not early.late
    second = past(asked(market, listing))
    booking_miss(actor=actor(market.office), booking_id=second.pk)
    with refused(ValidationError, match="missed 2 bookings"):
        asked(market, listing)
    assert asked(market, listing, by=market.stranger).state == "confirmed"


def test_a_request_is_answered_by_its_holder_or_ends_at_its_time(market: Market) -> None:
    listing = calendar(market, late_cancel_hours=24)
    booking = asked(market, listing)
    before = state()
    for person, error in (
        (market.buyer, NotPermitted),
        (market.colleague, NotPermitted),
        (market.stranger, NotFound),
    ):
        with pytest.raises(error):
            booking_confirm(actor=actor(person), booking_id=booking.pk)
    with refused(ValidationError):
        booking_decline(actor=actor(market.office), booking_id=booking.pk, note=" ")
    with refused(NotPermitted):
        policy_set(actor=actor(market.buyer), listing_id=listing.pk, values=PolicyValues())
    day = at().date()
    closing = ClosureValues(starts_on=day, ends_on=day, reason="年度检定")
    with refused(WrongState, match=booking.number):
        closure_add(actor=actor(market.office), listing_id=listing.pk, values=closing)
    assert state() == before
    booking_decline(actor=actor(market.office), booking_id=booking.pk, note="样品超出量程")
    closure_add(actor=actor(market.office), listing_id=listing.pk, values=closing)
    with refused(ValidationError, match="年度检定"):
        asked(market, listing)
    late = past(asked(market, listing, starts_at=at(9, 4)), days=5)
    assert bookings_lapse(now=timezone.now()) == 1
    assert bookings_lapse(now=timezone.now()) == 0
    late.refresh_from_db()
    assert (late.state, late.blocks.count()) == ("lapsed", 0)
    given = booking_confirm(
        actor=actor(market.office), booking_id=asked(market, listing, starts_at=at(9, 5)).pk
    )
    booking_call_off(actor=actor(market.office), booking_id=given.pk, note="仪器故障")
    assert not BookedBlock.objects.exists()


def test_a_pilot_line_knows_its_achievement_and_both_readiness_levels(market: Market) -> None:
    base = calendar(market, "pilot_base", places=2, self_confirmed=True)
    film = factories.achievement(market.researcher, trl=4)
    with refused(ValidationError, match="your own organisation"):
        asked(market, base, achievement_id=film.pk)
    piloted = asked(market, base, by=market.office, achievement_id=film.pk)
    assert asked(market, base).state == "confirmed"  # the second place
    with refused(WrongState):
        asked(market, base, by=market.stranger)
    piloted = past(piloted)
    wrong = UseValues(hours=Decimal(2), trl_before=5, trl_after=4)
    with refused(ValidationError):
        booking_record(actor=actor(market.office), booking_id=piloted.pk, values=wrong)
    used = booking_record(
        actor=actor(market.office), booking_id=piloted.pk,
        values=UseValues(hours=Decimal(2), trl_before=4, trl_after=6),
    )  # fmt: skip
    assert (used.trl_before, used.trl_after, used.amount) == (4, 6, Decimal(0))
    sheet = year_sheet(base, policy_of(base), used.starts_at.year)
    assert (sheet.inside, sheet.outside, sheet.graded) == (Decimal(2), Decimal(0), False)


def test_pages_lead_from_the_listing_to_a_booking_and_back(market: Market) -> None:
    listing = bookable(market.office)
    office, buyer = browser(market.office), browser(market.buyer)
    page = text(buyer.get(reverse("listing", args=[listing.pk])))
    assert "500,000 yuan or more: to be shared" in page
    assert reverse("listing_bookings", args=[listing.pk]) in page
    url = reverse("booking_calendar", args=[listing.pk])
    assert "has not opened the calendar" in text(buyer.get(url))
    rules = {
        "open": "on", "weekdays": [*map(str, range(7))], "day_begins": "09:00",
        "day_ends": "17:00", "block_minutes": "60", "places": "1", "least_blocks": "1",
        "most_blocks": "4", "notice_hours": "0", "horizon_days": "30", "most_open": "5",
        "gap_blocks": "0", "late_cancel_hours": "24", "strikes": "3",
    }  # fmt: skip
    set_url = reverse("booking_rules", args=[listing.pk])
    assert buyer.get(set_url).status_code == 403
    assert office.post(set_url, rules | {"day_ends": "09:10"}).status_code == 422
    assert office.post(set_url, rules).status_code == 302
    week = {"week": at().date().isoformat()}
    assert text(buyer.get(url, week)).count("at=") > 5
    assert "Ask for a time" in text(buyer.get(url, week | {"view": "table"}))
    assert "Sign in" in text(browser().get(url, week))
    new = reverse("booking_new", args=[listing.pk])
    form = buyer.get(new, {"at": at().isoformat()})
    assert form.context["form"].initial["starts_at"] == at().isoformat()
    sent = {"starts_at": at().isoformat(), "blocks": "2", "purpose": "测导热系数", "samples": "3"}
    answer = buyer.post(new, sent)
    booking = Booking.objects.get()
    assert answer.url == reverse("booking", args=[booking.pk])
    again = buyer.post(new, sent)
    assert again.status_code == 422
    assert Booking.objects.count() == 1
    assert "Confirm the time" in text(office.get(answer.url))
    act = reverse("booking_act", args=[booking.pk, "confirm"])
    assert office.post(act, {"revision": booking.revision}).status_code == 302
    file = buyer.get(reverse("booking_file", args=[booking.pk]))
    (entry,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert entry["DTSTART"].dt == at()
    assert booking.number in text(buyer.get(reverse("bookings")))
    assert booking.number in text(office.get(reverse("bookings"), {"side": "held"}))
    past(booking)
    record = reverse("booking_act", args=[booking.pk, "record"])
    booking.refresh_from_db()
    used = {"revision": booking.revision, "hours": "2", "samples": "3", "result": "合格"}
    assert office.post(record, used | {"hours": "x"}).status_code == 422
    assert office.post(record, used).status_code == 302
    page = text(buyer.get(answer.url))
    assert "550.00" in page
    assert reverse("payment_start", args=["booking", booking.pk]) in page
    assert "Points" in text(office.get(reverse("booking_year", args=[listing.pk])))
    sheet = office.get(reverse("booking_years_sheet"))
    rows = list(load_workbook(BytesIO(sheet.content)).active.values)
    assert rows[1][0] == listing.title
