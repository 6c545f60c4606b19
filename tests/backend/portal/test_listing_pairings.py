"""What fits a listing, as a part of its page and as a page of its own."""

from __future__ import annotations

from django.urls import reverse

from backend.deals.models import Pairing
from backend.deals.services import pairing_decline
from tests.backend.contracts import records
from tests.backend.deals import pairs
from tests.factories import Market, actor

from .browsers import browser, text


def address(pairing: Pairing) -> str:
    return reverse("listing_pairings", args=[pairing.need_id])


def test_its_people_see_what_fits(market: Market) -> None:
    pairing = pairs.pairing(market)
    page = text(browser(market.buyer).get(address(pairing)))
    assert pairing.offer.title in page
    assert "<html" in page
    part = text(browser(market.buyer).get(address(pairing), headers={"hx-request": "true"}))
    assert pairing.offer.title in part
    assert "<html" not in part


def test_strangers_and_visitors_see_no_pairing(market: Market) -> None:
    pairing = pairs.pairing(market)
    for person in (None, market.stranger):
        response = browser(person).get(address(pairing))
        assert response.status_code == 200
        assert pairing.offer.title not in text(response)
        assert reverse("pairing", args=[pairing.pk]) not in text(response)


def test_everybody_learns_that_it_was_contracted_only_parties_what(market: Market) -> None:
    contract = records.drafted(market)
    place = reverse("listing_pairings", args=[contract.need_id])
    assert "Contracted" not in text(browser().get(place))
    records.confirm(market, contract)
    seen = text(browser().get(place))
    assert "Contracted" in seen
    assert contract.title not in seen
    assert contract.title in text(browser(market.office).get(place))


def test_a_declined_pairing_folds_away(market: Market) -> None:
    pairing = pairs.pairing(market)
    pairing_decline(
        actor=actor(market.buyer), pairing_id=pairing.pk, expected_revision=1, reason="terms"
    )
    assert "1 declined pairing" in text(browser(market.buyer).get(address(pairing)))


def test_a_listing_nobody_may_know_is_not_found(market: Market) -> None:
    pairing = pairs.pairing(market, need_disclosure="confidential")
    assert browser().get(address(pairing)).status_code == 404
