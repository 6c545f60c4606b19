"""A need whose contract is recorded: read as before, wanted no more, closed by one button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from backend.catalog.models import Listing
from backend.catalog.selectors import listings_on_market, market_counts
from backend.catalog.services import listing_publish
from backend.contracts.models import Contract
from backend.contracts.services import need_follow
from backend.core.errors import WrongState
from backend.core.models import Event
from backend.discovery.models import MatchRun
from backend.discovery.services import listings_match_now
from backend.pairings.lifecycle import PAIRING
from backend.pairings.models import Pairing
from backend.pairings.services import pairing_accept, pairings_propose
from notifications.models import NoticeRow
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor


@pytest.fixture
def need(market: Market) -> Listing:
    """A need whose contract the university's office confirmed."""
    records.confirm(market, records.drafted(market))
    return Listing.objects.get(kind="need")


def test_it_is_read_as_before_and_counts_nowhere_as_wanted(market: Market, need: Listing) -> None:
    assert need.status == "contracted"
    everybody = actor(None)
    assert market_counts(everybody) == {"achievement": 1}
    assert not listings_on_market(everybody, kind="need")
    home = text(browser().get("/"))
    assert need.title not in home
    page = text(browser().get(reverse("listing", args=[need.pk])))
    assert "a contract over this need is recorded" in page
    assert "Sign in and list" not in page


@pytest.mark.usefixtures("index")
def test_it_is_neither_found_nor_matched_anew(
    market: Market, need: Listing, drain: Callable[[], int]
) -> None:
    drain()
    found = text(browser().get("/search/", {"q": need.title}))
    assert reverse("listing", args=[need.pk]) not in found
    MatchRun.objects.all().delete()
    offered = factories.achievement(market.colleague, title=need.title)
    drain()
    listings_match_now([offered.pk])
    assert not Pairing.objects.filter(need=need, offer=offered).exists()


def test_other_pairings_of_it_wait(market: Market, need: Listing) -> None:
    offered = pairs.achievement(market.colleague)
    (found,) = pairings_propose(
        listing_id=need.pk, proposals=[pairs.proposal(need, offered)], keep=20, notify_best=0
    )
    assert not PAIRING.open_to(Pairing.objects.get(pk=found), actor(market.office))
    before = Event.objects.count()
    with pytest.raises(WrongState, match="in contract"):
        pairing_accept(actor=actor(market.office), pairing_id=found, expected_revision=1)
    assert Event.objects.count() == before
    assert "in contract with another partner" in text(
        browser(market.office).get(reverse("pairing", args=[found]))
    )


def test_its_authors_are_asked_and_close_it_by_one_press(
    market: Market, need: Listing, drain: Callable[[], int]
) -> None:
    drain()
    told = NoticeRow.objects.filter(kind="need_contracted")
    assert [row.recipient for row in told] == [market.buyer.pk]
    buyer, act = browser(market.buyer), reverse("listing_act", args=[need.pk, "solve"])
    assert act in text(buyer.get(reverse("listing", args=[need.pk])))
    assert browser(market.stranger).post(act).status_code == 403
    need.refresh_from_db()
    assert need.status == "contracted"
    assert buyer.get(reverse("listing_edit", args=[need.pk])).status_code == 409
    assert buyer.post(act).status_code == 302
    need.refresh_from_db()
    assert (need.status, need.closing_reason) == ("closed", "solved_here")
    assert buyer.post(act).status_code == 409


def test_it_is_wanted_again_when_its_contract_falls_or_its_authors_say_so(
    market: Market, need: Listing
) -> None:
    need_follow(need_id=need.pk)
    need.refresh_from_db()
    assert need.status == "contracted"
    published = need.published_at
    Contract.objects.update(state="dropped")
    need_follow(need_id=need.pk)
    need.refresh_from_db()
    assert (need.status, need.published_at) == ("published", published)
    assert Event.objects.filter(name="listing.reopened").count() == 1
    Listing.objects.filter(pk=need.pk).update(status="contracted")
    listing_publish(actor=actor(market.buyer), listing_id=need.pk)
    need_follow(need_id=need.pk)
    need.refresh_from_db()
    assert need.status == "published"


def test_a_need_that_left_the_market_before_stays_as_it_is(market: Market) -> None:
    contract = records.drafted(market)
    Listing.objects.filter(pk=contract.need_id).update(status="withdrawn")
    records.confirm(market, contract)
    assert Listing.objects.get(pk=contract.need_id).status == "withdrawn"
