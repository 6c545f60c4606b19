"""Desks by role: each person's own work, nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from backend.catalog.services import listing_assign_broker
from backend.contracts.desk import contracts_waiting
from backend.deals.desk import deal_rows
from backend.deals.models import Deal, Stage
from backend.deals.stages import RULES
from backend.pairings.desk import pairings_waiting
from backend.pairings.services import pairing_accept, pairings_propose
from backend.portal.selectors.cards import cards_of
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor

DESK = "/desk/"


def test_a_visitor_signs_in_first(db: None) -> None:
    response = browser().get(DESK)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_who_has_no_organisation_is_led_to_one(db: None) -> None:
    page = text(browser(factories.user("Newcomer")).get(DESK))
    assert reverse("organisation_register") in page


def test_an_enterprise_sees_its_needs_with_their_best_pairings(market: Market) -> None:
    pairing = pairs.pairing(market)
    factories.need(market.buyer, title="草稿需求", publish=False)
    page = text(browser(market.buyer).get(DESK))
    assert pairing.need.title in page
    assert pairing.offer.title in page
    assert "2 met, 1 not stated" in page
    assert "草稿需求" in page
    assert "1 draft" in page


def test_another_enterprise_sees_nothing_of_it(market: Market) -> None:
    pairing = pairs.pairing(market)
    page = text(browser(market.stranger).get(DESK))
    assert pairing.need.title not in page
    assert pairing.offer.title not in page


def test_what_the_other_side_accepted_waits_for_an_answer(market: Market) -> None:
    pairing = pairs.pairing(market)
    pairing_accept(actor=actor(market.office), pairing_id=pairing.pk, expected_revision=1)
    (card,) = cards_of(actor(market.buyer), [pairing.need])
    assert (card.state, card.waiting, card.total) == ("waiting", 1, 1)
    assert "1 waits for your answer" in text(browser(market.buyer).get(DESK))
    assert pairings_waiting(actor(market.office)) == [], "it is not the office's turn"


def test_a_researcher_sees_pairings_of_their_own_listings_alone(market: Market) -> None:
    pairing = pairs.pairing(market)
    assert pairing.need.title in text(browser(market.researcher).get(DESK))
    assert pairing.need.title not in text(browser(market.colleague).get(DESK))


def test_the_office_sees_what_waits_and_all_listings(market: Market) -> None:
    pairing = pairs.pairing(market)
    factories.expert(market.colleague, title="同事的专家资料")
    pairing_accept(actor=actor(market.buyer), pairing_id=pairing.pk, expected_revision=1)
    page = text(browser(market.office).get(DESK))
    assert "Pairings that wait for an answer" in page
    assert pairing.need.title in page
    assert "同事的专家资料" in page


@pytest.mark.parametrize("role", ["buyer", "office", "broker"])
def test_desks_lead_to_the_organisations_profile(market: Market, role: str) -> None:
    person = getattr(market, role)
    begin = reverse("listing_new", args=["organisation"])
    assert begin in text(browser(person).get(DESK))
    profile = factories.profile(person)
    page = text(browser(person).get(DESK))
    assert begin not in page
    assert reverse("listing", args=[profile.pk]) in page
    assert profile.title not in page, "it is no listing that waits for pairings"


def test_a_drafted_contract_waits_for_the_office_not_the_researcher(market: Market) -> None:
    contract = records.drafted(market)
    assert contracts_waiting(actor(market.office)) == [contract]
    assert contracts_waiting(actor(market.researcher)) == []
    assert contracts_waiting(actor(market.buyer)) == []
    assert contract.title in text(browser(market.office).get(DESK))


def test_a_broker_sees_what_they_accompany(market: Market) -> None:
    pairing = pairs.pairing(market)
    assert pairing.need.title not in text(browser(market.broker).get(DESK))
    listing_assign_broker(
        actor=actor(market.buyer), listing_id=pairing.need_id, broker_id=market.broker.pk
    )
    assert pairing.need.title in text(browser(market.broker).get(DESK))


def test_deals_at_rest_are_called_stalled(market: Market) -> None:
    deal = pairs.deal(market)
    assert [row.stalled for row in deal_rows(actor(market.buyer))] == [False]
    allowed = RULES[Stage.CONTACT].days or 0
    before = timezone.now() - timedelta(days=allowed + 1)
    Deal.objects.filter(pk=deal.pk).update(stage_since=before)
    assert [row.stalled for row in deal_rows(actor(market.buyer))] == [True]
    assert deal_rows(actor(market.stranger)) == []


def brokered_pairing(market: Market, number: int) -> None:
    wanted = pairs.need(market.buyer, title=f"需求 {number}")
    offered = pairs.achievement(market.researcher, title=f"成果 {number}")
    pairings_propose(
        listing_id=wanted.pk,
        proposals=[pairs.proposal(wanted, offered)],
        keep=20,
        notify_best=1,
    )
    listing_assign_broker(
        actor=actor(market.buyer), listing_id=wanted.pk, broker_id=market.broker.pk
    )


@pytest.mark.parametrize("role", ["buyer", "researcher", "office", "broker"])
def test_queries_do_not_grow_with_listings(market: Market, role: str) -> None:
    client = browser(getattr(market, role))
    counted = []
    for number in (1, 2, 3):
        brokered_pairing(market, number)
        with CaptureQueriesContext(connection) as queries:
            page = text(client.get(DESK))
        assert f"需求 {number}" in page or f"成果 {number}" in page
        counted.append(len(queries))
    assert counted[1] == counted[2]
    assert counted[2] <= 34
