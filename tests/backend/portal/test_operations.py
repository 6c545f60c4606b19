"""What an operator watches and sets going again."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.selectors import organisations_to_verify
from backend.core.models import Delivery
from backend.portal.selectors import operations as selectors
from search_index.contracts import IndexUnavailable
from tests import factories
from tests.factories import Market

from .browsers import browser, text


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


def test_verified_organisations_do_not_wait(market: Market) -> None:
    assert list(organisations_to_verify()) == []
    assert "All organisations are verified." in text(browser(market.operator).get("/desk/"))
