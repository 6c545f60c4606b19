"""A refusal as a page, and as a part of one."""

from __future__ import annotations

from django.urls import reverse

from backend.catalog.models import Status
from tests import factories
from tests.browsers import browser, text
from tests.factories import Market


def test_a_refusal_is_a_page_with_a_way_on(market: Market) -> None:
    response = browser(market.buyer).get(reverse("listing_pairings", args=[999_999]))
    assert response.status_code == 404
    assert "This listing does not exist, or you may not see it." in text(response)
    assert reverse("desk") in text(response)


def test_a_part_that_is_refused_leaves_the_page_and_says_why(market: Market) -> None:
    response = browser(market.buyer).get(
        reverse("listing_pairings", args=[999_999]), headers={"hx-request": "true"}
    )
    assert response.status_code == 404
    assert response["HX-Retarget"] == "#messages"
    assert "<html" not in text(response)


def test_a_visitor_is_offered_to_sign_in(db: None) -> None:
    page = text(browser().get(reverse("listing_pairings", args=[999_999])))
    assert reverse("account_login") in page


def test_an_unknown_address_leads_to_the_search(db: None) -> None:
    response = browser().get("/no-such-page/")
    assert response.status_code == 404
    assert reverse("search") in text(response)


def test_what_a_browser_says_of_where_it_stands_fails_no_act(market: Market) -> None:
    need = factories.need(market.buyer)
    response = browser(market.buyer).post(
        reverse("listing_act", args=[need.pk, "withdraw"]),
        {"revision": need.revision},
        headers={"hx-request": "true", "hx-current-url": "http://["},
    )
    need.refresh_from_db()
    assert (need.status, response.status_code) == (Status.WITHDRAWN, 302)
