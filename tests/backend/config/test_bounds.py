"""What is too much is refused at the entrance: numbers that are none, and too many searches."""

from __future__ import annotations

import pytest
from rest_framework.throttling import AnonRateThrottle

from backend.catalog.models import Listing
from tests.browsers import browser, text
from tests.factories import Market


def test_a_number_that_reads_as_infinity_is_no_text(market: Market) -> None:
    before = Listing.objects.count()
    for body in ('{"title": 1e400}', '{"title": "x", "modes": [-1e999]}'):
        answer = browser(market.buyer).post("/api/v1/needs/", body, content_type="application/json")
        assert answer.status_code == 400, body
    assert Listing.objects.count() == before


def test_half_a_character_is_refused_wherever_it_stands(market: Market) -> None:
    before = Listing.objects.count()
    for body, place in (
        (r'{"language": "\ud800"}', "language"),
        (r'{"title": "x", "modes": ["a", "\udfff"]}', "modes.1"),
        (r'{"indicators": [{"name": "x\ud800"}]}', "indicators.0.name"),
        (r'{"\ud800": 1}', r"\ud800"),
    ):
        answer = browser(market.buyer).post("/api/v1/needs/", body, content_type="application/json")
        assert answer.status_code == 400, body
        assert f"“{place}”" in answer.json()["detail"]
    assert Listing.objects.count() == before


def test_searches_of_one_address_are_bounded_as_the_apis_are(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnonRateThrottle, "rate", "2/min", raising=False)
    visitor = browser()
    assert [visitor.get("/search/").status_code for _ in range(3)] == [200, 200, 429]
    assert "wait a minute" in text(visitor.get("/search/"))
