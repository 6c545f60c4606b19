"""Publishing, withdrawing and naming a broker by one button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from backend.catalog.models import Listing
from backend.core.models import Event
from tests import factories
from tests.factories import Market

Browser = Callable[..., Client]


def _acts(listing: Listing) -> list[str]:
    names = ("listing_publish", "listing_withdraw", "listing_broker")
    return [reverse(name, args=[listing.pk]) for name in names]


def test_publishing_twice_is_refused_and_changes_nothing(
    market: Market, browser_of: Browser
) -> None:
    listing = factories.need(market.buyer, publish=False)
    client = browser_of(market.buyer)
    publish = reverse("listing_publish", args=[listing.pk])
    assert client.post(publish).status_code == 302
    before = Listing.objects.values().get(), Event.objects.count()
    response = client.post(publish)
    assert response.status_code == 409
    assert "published already" in response.content.decode()
    assert (Listing.objects.values().get(), Event.objects.count()) == before


def test_a_listing_is_withdrawn_with_its_reason(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer)
    address = reverse("listing_withdraw", args=[listing.pk])
    assert browser_of(market.buyer).post(address, {"reason": "已解决"}).status_code == 302
    assert Listing.objects.get().status == "withdrawn"
    assert Event.objects.get(name="listing.withdrawn").payload["reason"] == "已解决"


def test_a_reason_too_long_is_told_and_nothing_withdrawn(
    market: Market, browser_of: Browser
) -> None:
    listing = factories.need(market.buyer)
    address = reverse("listing_withdraw", args=[listing.pk])
    page = browser_of(market.buyer).post(address, {"reason": "x" * 301}, follow=True)
    assert "301" in page.content.decode()
    assert Listing.objects.get().status == "published"


def test_a_broker_is_named_and_released(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer)
    address = reverse("listing_broker", args=[listing.pk])
    client = browser_of(market.buyer)
    client.post(address, {"broker": market.broker.pk})
    assert Listing.objects.get().broker == market.broker
    client.post(address, {"broker": ""})
    assert Listing.objects.get().broker is None


@pytest.mark.parametrize("who", ["buyer", "nobody", "x"])
def test_who_is_no_broker_is_not_named(market: Market, browser_of: Browser, who: str) -> None:
    listing = factories.need(market.buyer)
    chosen = {"buyer": market.buyer.pk, "nobody": 10**9, "x": "x"}[who]
    address = reverse("listing_broker", args=[listing.pk])
    response = browser_of(market.buyer).post(address, {"broker": chosen}, follow=True)
    assert response.status_code == 200
    assert "note bad" in response.content.decode()
    assert Listing.objects.get().broker is None


def test_strangers_do_nothing_to_a_listing(market: Market, browser_of: Browser) -> None:
    published, draft = factories.need(market.buyer), factories.need(market.buyer, publish=False)
    before = list(Listing.objects.order_by("pk").values()), Event.objects.count()
    for who in (market.stranger, market.researcher):
        client = browser_of(who)
        assert [client.post(act).status_code for act in _acts(published)] == [403, 403, 403]
        assert [client.post(act).status_code for act in _acts(draft)] == [404, 404, 404]
    assert [browser_of().post(act).status_code for act in _acts(published)] == [302, 302, 302]
    assert (list(Listing.objects.order_by("pk").values()), Event.objects.count()) == before


def test_acts_are_posts(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer)
    client = browser_of(market.buyer)
    assert [client.get(act).status_code for act in _acts(listing)] == [405, 405, 405]
