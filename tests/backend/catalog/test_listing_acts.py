"""Publishing, withdrawing and naming a broker by one button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from backend.catalog.models import Listing
from backend.catalog.services import listing_withdraw
from backend.core.models import Event
from tests import factories
from tests.browsers import text
from tests.factories import Market, actor

Browser = Callable[..., Client]


def _acts(listing: Listing) -> list[str]:
    acts = [_act(listing, name) for name in ("publish", "withdraw", "close", "delete")]
    return [*acts, reverse("listing_broker", args=[listing.pk])]


def _act(listing: Listing, name: str) -> str:
    return reverse("listing_act", args=[listing.pk, name])


def test_publishing_twice_is_refused_and_changes_nothing(
    market: Market, browser_of: Browser
) -> None:
    listing = factories.need(market.buyer, publish=False)
    client = browser_of(market.buyer)
    publish = _act(listing, "publish")
    assert client.post(publish).status_code == 302
    before = Listing.objects.values().get(), Event.objects.count()
    response = client.post(publish)
    assert response.status_code == 409
    assert "published already" in response.content.decode()
    assert (Listing.objects.values().get(), Event.objects.count()) == before


def test_a_listing_is_withdrawn_with_its_reason(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer)
    address = _act(listing, "withdraw")
    assert browser_of(market.buyer).post(address, {"note": "已解决"}).status_code == 302
    assert Listing.objects.get().status == "withdrawn"
    assert Event.objects.get(name="listing.withdrawn").payload["note"] == "已解决"


def test_a_reason_too_long_is_told_and_nothing_withdrawn(
    market: Market, browser_of: Browser
) -> None:
    listing = factories.need(market.buyer)
    address = _act(listing, "withdraw")
    page = browser_of(market.buyer).post(address, {"note": "x" * 2001})
    assert "2001" in page.content.decode()
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
    assert "note bad" in text(response)
    assert Listing.objects.get().broker is None


def test_strangers_do_nothing_to_a_listing(market: Market, browser_of: Browser) -> None:
    published, draft = factories.need(market.buyer), factories.need(market.buyer, publish=False)
    before = list(Listing.objects.order_by("pk").values()), Event.objects.count()
    for who in (market.stranger, market.researcher):
        client = browser_of(who)
        assert [client.post(act).status_code for act in _acts(published)] == [403] * 5
        assert [client.post(act).status_code for act in _acts(draft)] == [404] * 5
    assert [browser_of().post(act).status_code for act in _acts(published)] == [302] * 5
    assert (list(Listing.objects.order_by("pk").values()), Event.objects.count()) == before


def test_acts_are_posts(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer)
    before = Listing.objects.values().get()
    for act in _acts(listing):
        assert browser_of(market.buyer).get(act).status_code in {302, 405}
    assert Listing.objects.values().get() == before


def test_a_draft_is_deleted_and_what_was_on_the_market_is_not(
    market: Market, browser_of: Browser
) -> None:
    client = browser_of(market.buyer)
    draft, published = factories.need(market.buyer, publish=False), factories.need(market.buyer)
    assert client.post(_act(published, "delete")).status_code == 409
    listing_withdraw(actor=actor(market.buyer), listing_id=published.pk)
    assert client.post(_act(published, "delete")).status_code == 409
    assert client.post(_act(draft, "delete")).url == reverse("desk")
    assert list(Listing.objects.all()) == [published]
    assert Event.objects.get(name="listing.deleted").subject_id == draft.pk
    assert client.get(reverse("listing", args=[draft.pk])).status_code == 404


def test_a_need_is_closed_as_solved_and_opened_again(market: Market, browser_of: Browser) -> None:
    client = browser_of(market.buyer)
    listing = factories.need(market.buyer)
    unsaid = client.post(_act(listing, "close"), {"reason": "other"})
    assert unsaid.status_code == 422
    assert Listing.objects.get().published
    answer = client.post(_act(listing, "close"), {"reason": "solved_here"}, follow=True)
    assert "Solved with a partner found here" in answer.content.decode()
    found = Listing.objects.get()
    assert (found.status, found.closing_reason) == ("closed", "solved_here")
    assert browser_of(market.stranger).get(reverse("listing", args=[listing.pk])).status_code == 404
    assert client.get(reverse("listing_edit", args=[listing.pk])).status_code == 409
    client.post(_act(listing, "publish"))
    found = Listing.objects.get()
    assert (found.status, found.closing_reason) == ("published", "")


def test_only_needs_are_closed(market: Market, browser_of: Browser) -> None:
    listing = factories.achievement(market.researcher)
    answer = browser_of(market.researcher).post(_act(listing, "close"), {"reason": "solved_here"})
    assert answer.status_code == 403
    assert Listing.objects.get().published
