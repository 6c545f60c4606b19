"""What an operator watches and sets going again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from backend.catalog.models import Listing
from backend.core.models import Delivery
from backend.discovery.services import index_check
from backend.portal.selectors import operations as selectors
from search_index import facade as search_index
from search_index.contracts import IndexUnavailable
from tests import factories
from tests.browsers import browser, text
from tests.factories import Market


def dead_delivery(market: Market) -> Delivery:
    factories.need(market.buyer)
    delivery = Delivery.objects.latest("pk")
    delivery.state, delivery.attempts, delivery.error = Delivery.State.DEAD, 8, "KeyError: 'x'"
    delivery.save()
    return delivery


def test_a_dead_delivery_is_shown_and_tried_again(market: Market) -> None:
    delivery = dead_delivery(market)
    client = browser(market.operator)
    assert "KeyError: &#x27;x&#x27;" in text(client.get("/desk/"))
    client.post(reverse("deliveries_retry"), {"delivery": delivery.pk})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (Delivery.State.PENDING, 0)


def test_a_wrong_name_retries_nothing(market: Market) -> None:
    delivery = dead_delivery(market)
    client = browser(market.operator)
    for wrong in ("x", "-1", "9" * 30):
        assert client.post(reverse("deliveries_retry"), {"delivery": wrong}).status_code == 400
    client.post(reverse("deliveries_retry"), {"delivery": 2**63 - 1})
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.DEAD
    client.post(reverse("deliveries_retry"))
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.PENDING


def test_others_may_not_retry(market: Market) -> None:
    delivery = dead_delivery(market)
    response = browser(market.office).post(reverse("deliveries_retry"))
    assert response.status_code == 403
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.DEAD


def test_an_index_that_is_away_is_said_plainly(market: Market, monkeypatch: object) -> None:
    def down() -> None:
        raise IndexUnavailable("connection refused")

    monkeypatch.setattr(selectors.search_index, "status", down)  # type: ignore[attr-defined]
    response = browser(market.operator).get("/desk/")
    assert response.status_code == 200
    assert "The index does not answer" in text(response)
    assert "connection refused" in text(response)


@pytest.mark.usefixtures("index")
def test_the_index_page_shows_generations_checks_and_lag(
    market: Market, drain: Callable[[], int]
) -> None:
    listing = factories.need(market.buyer)
    client = browser(market.operator)
    page = text(client.get(reverse("index_status")))
    assert "1 · the oldest since" in page
    drain()
    index_check(repair=False)
    Listing.objects.filter(pk=listing.pk).update(document_version=9)
    index_check(repair=True)
    page = text(client.get(reverse("index_status")))
    assert search_index.status().generation in page
    for said in ("all true", "healed", "95 of 100 within", "<code>index</code>"):
        assert said in page
    chinese = text(browser(market.operator, "zh-hans").get(reverse("index_status")))
    assert "搜索索引" in chinese
    assert reverse("index_status") in text(client.get("/desk/"))


@pytest.mark.usefixtures("index")
def test_a_rebuild_that_is_due_is_said_plainly(market: Market, drain: Callable[[], int]) -> None:
    factories.need(market.buyer)
    drain()
    search_index.begin("another-encoder", 3)
    search_index.promote()
    client = browser(market.operator)
    for address in (reverse("index_status"), "/desk/"):
        page = text(client.get(address))
        assert "A rebuild is due." in page
        assert "another-encoder" in page


def test_the_index_page_opens_while_the_index_is_away(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise IndexUnavailable("connection refused")

    monkeypatch.setattr(search_index, "status", down)
    response = browser(market.operator).get(reverse("index_status"))
    assert response.status_code == 200
    assert "connection refused" in text(response)


@pytest.mark.parametrize("who", ["office", "buyer", "broker"])
def test_others_do_not_see_the_index_page(market: Market, who: str) -> None:
    assert browser(getattr(market, who)).get(reverse("index_status")).status_code == 403

    assert "No organisation waits for verification." in text(browser(market.operator).get("/desk/"))
