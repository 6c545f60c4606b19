"""Bookings by API: what is free, one time taken once, and the use recorded by the holder alone."""

from __future__ import annotations

import pytest

from backend.bookings.models import Booking
from tests.backend.bookings.booked import at, calendar, past
from tests.browsers import browser
from tests.factories import Market

pytestmark = pytest.mark.usefixtures("english")


def test_the_api_books_and_tells_what_is_free(market: Market) -> None:
    listing = calendar(market, self_confirmed=True)
    client = browser(market.buyer)
    free = client.get(
        f"/api/v1/bookings/free/{listing.pk}/", {"week": at().date().isoformat()}
    ).json()
    assert any(span["starts_at"].startswith(at().date().isoformat()) for span in free)
    body = {
        "listing": listing.pk, "starts_at": at().isoformat(), "blocks": 2, "purpose": "测样",
    }  # fmt: skip
    made = client.post("/api/v1/bookings/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    taken = client.post("/api/v1/bookings/", body, content_type="application/json")
    assert taken.status_code == 409
    pk = made.json()["id"]
    assert browser(market.stranger).get(f"/api/v1/bookings/{pk}/").status_code == 404
    past(Booking.objects.get(pk=pk))
    office = browser(market.office)
    url = f"/api/v1/bookings/{pk}/record/"
    wrong = client.post(url, {"hours": "2.0"}, content_type="application/json")
    assert wrong.status_code == 403
    done = office.post(url, {"hours": "2.0"}, content_type="application/json")
    assert (done.status_code, done.json()["amount"]) == (200, "400.00")
