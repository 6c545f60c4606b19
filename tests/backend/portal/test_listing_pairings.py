"""What fits a listing, as a part of its page and as a page of its own."""

from __future__ import annotations

from django.urls import reverse

from backend.catalog.models import Listing
from backend.discovery.models import MatchRun
from backend.pairings.models import Pairing
from backend.pairings.services import pairing_decline, pairings_propose
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor


def address(pairing: Pairing) -> str:
    return reverse("listing_pairings", args=[pairing.need_id])


def test_while_it_is_compared_nothing_is_said_to_be_missing(market: Market) -> None:
    need, client = factories.need(market.buyer), browser(market.buyer)
    place = reverse("listing_pairings", args=[need.pk])
    assert "being compared" in text(client.get(place))
    assert "being compared" in text(client.get(reverse("desk")))
    MatchRun.objects.create(listing=need, revision=need.revision, release="null/linear")
    assert "Nothing on the market fits this need yet" in text(client.get(place))


def test_a_match_that_stands_takes_the_invitations_place(market: Market) -> None:
    pairing = pairs.pairing(market)
    place = reverse("listing_pairings", args=[pairing.offer_id])
    part = text(browser(market.buyer).get(place, headers={"hx-request": "true"}))
    assert "A pairing of yours with it stands already" in part
    assert reverse("pairing", args=[pairing.pk]) in part
    own = text(browser(market.researcher).get(place, headers={"hx-request": "true"}))
    assert "stands already" not in own


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


def judged(market: Market, *verdicts: tuple[str, str]) -> Listing:
    """A need with two indicators, and an offer for each pair of verdicts."""
    wanted = pairs.need(market.buyer)
    first, second, _cost = pairs.NEED["indicators"]
    pairings_propose(
        listing_id=wanted.pk,
        proposals=[
            pairs.proposal(
                wanted,
                pairs.achievement(market.researcher, title=f"offer {number}"),
                indicators=[pairs.check(first, one), pairs.check(second, two)],
            )
            for number, (one, two) in enumerate(verdicts)
        ],
        keep=20,
        notify_best=1,
    )
    return wanted


def test_pairings_are_narrowed_to_those_that_meet_every_indicator(market: Market) -> None:
    wanted = judged(market, ("met", "met"), ("met", "missed"))
    place = reverse("listing_pairings", args=[wanted.pk])
    page = text(browser(market.buyer).get(place))
    assert "1 meets every indicator" in page
    narrowed = text(browser(market.buyer).get(place, {"met": "all"}))
    assert "offer 0" in narrowed
    assert "offer 1" not in narrowed


def test_where_none_meets_every_indicator_there_is_a_way_back(market: Market) -> None:
    wanted = judged(market, ("met", "missed"))
    place = reverse("listing_pairings", args=[wanted.pk])
    assert "None of them meets" in text(browser(market.buyer).get(place, {"met": "all"}))


def test_partners_who_complete_each_other_are_shown_to_the_needs_people_alone(
    market: Market,
) -> None:
    wanted = judged(market, ("met", "missed"), ("absent", "met"))
    factories.assign_broker(wanted, market.buyer, market.broker)
    place = reverse("listing_pairings", args=[wanted.pk])
    for person in (market.buyer, market.broker):
        page = text(browser(person).get(place))
        assert "Together 2 of 2 indicators" in page
        assert "alone meets 厚度" in page
    assert "Together" not in text(browser(market.researcher).get(place))
