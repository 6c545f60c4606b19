"""The main job's chain: published → indexed → matched → noticed, and what heals it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from backend.catalog.services import listing_publish, listing_revise, listing_withdraw
from backend.catalog.values import values_of
from backend.core.models import Delivery
from backend.discovery.jobs import listings_repair
from backend.discovery.models import MatchRun
from backend.pairings.models import Pairing
from backend.pairings.services import pairing_accept, pairing_decline
from notifications import facade as notifications
from search_index import facade as search_index
from search_index.contracts import IndexUnavailable, SearchQuery
from tests import factories
from tests.backend.discovery.film import FILM_OFFER, Drain, film_need, film_offer, recommended
from tests.factories import Market, NeedValues, actor

pytestmark = pytest.mark.usefixtures("index")


def revise(market: Market, listing: Any, **change: Any) -> None:
    listing.refresh_from_db()
    listing_revise(
        actor=actor(market.buyer),
        listing_id=listing.pk,
        expected_revision=listing.revision,
        values=replace(values_of(listing), **change),
    )


def notices(person: Any) -> list[str]:
    return [notice.kind for notice in notifications.inbox(person.pk, limit=50)]


@pytest.mark.parametrize("order", ["need first", "offer first", "same moment"])
def test_the_two_meet_whichever_came_first(market: Market, drain: Drain, order: str) -> None:
    first, second = (film_offer, film_need) if order == "offer first" else (film_need, film_offer)
    first(market)
    if order != "same moment":
        drain()
    second(market)
    drain()
    pairing = Pairing.objects.get()
    assert pairing.reasons
    assert pairing.indicators[0]["verdict"] == "met"
    assert pairing.release
    for person in (market.buyer, market.researcher, market.office):
        assert notices(person) == ["pairing_proposed"], person.name
    for person in (market.stranger, market.colleague, market.operator):
        assert notices(person) == [], person.name


def test_a_pairing_has_one_score_for_both_directions(market: Market, drain: Drain) -> None:
    film_need(market)
    film_offer(market)
    drain()
    scores = set(Pairing.objects.values_list("score", flat=True))
    MatchRun.objects.all().delete()
    Pairing.objects.all().delete()
    listings_repair(grace=timedelta(0))
    drain()
    assert set(Pairing.objects.values_list("score", flat=True)) == scores


def test_the_broker_of_a_need_hears_too(market: Market, drain: Drain) -> None:
    listing = film_need(market, publish=False)
    factories.assign_broker(listing, market.buyer, market.broker)
    listing_publish(actor=actor(market.buyer), listing_id=listing.pk)
    film_offer(market)
    drain()
    assert notices(market.broker) == ["pairing_proposed", "listing_broker_named"]


def test_a_repeated_reaction_tells_nobody_twice(market: Market, drain: Drain) -> None:
    film_need(market)
    film_offer(market)
    drain()
    Delivery.objects.update(state="pending", due_at=timezone.now())
    drain()
    assert Pairing.objects.count() == 1
    assert notices(market.buyer) == ["pairing_proposed"]


def test_an_organisation_is_not_paired_with_itself(market: Market, drain: Drain) -> None:
    factories.Membership.objects.filter(user=market.researcher).update(
        organisation=market.enterprise
    )
    factories.achievement(factories.User.objects.get(pk=market.researcher.pk), **FILM_OFFER)
    film_need(market)
    drain()
    assert not Pairing.objects.exists()


def test_a_draft_is_neither_indexed_nor_matched(market: Market, drain: Drain) -> None:
    listing = film_need(market, publish=False)
    film_offer(market)
    drain()
    assert not Pairing.objects.exists()
    assert not search_index.versions([listing.pk])


def test_a_withdrawn_listing_is_found_no_more(market: Market, drain: Drain) -> None:
    listing = film_offer(market)
    drain()
    everyone = SearchQuery(text="石墨烯散热膜", audience=frozenset({"public"}))
    assert [hit.id for hit in search_index.search(everyone).hits] == [listing.pk]
    listing_withdraw(actor=actor(market.researcher), listing_id=listing.pk)
    drain()
    assert not search_index.search(everyone).hits
    (held,) = search_index.versions([listing.pk])
    assert held.visible is False


def test_revising_matches_again_and_sets_aside_what_fits_no_more(
    market: Market, drain: Drain
) -> None:
    listing = film_need(market)
    film_offer(market)
    drain()
    listing_revise(
        actor=actor(market.buyer),
        listing_id=listing.pk,
        expected_revision=1,
        values=NeedValues(title="生猪疫病快速检测试剂盒", background="养殖场现场检测非洲猪瘟。"),
    )
    drain()
    assert not recommended(Pairing.objects.get())


def test_a_declined_pairing_keeps_its_answer_when_matched_again(
    market: Market, drain: Drain
) -> None:
    listing = film_need(market)
    film_offer(market)
    drain()
    pairing = Pairing.objects.get()
    pairing_decline(
        actor=actor(market.buyer),
        pairing_id=pairing.pk,
        expected_revision=pairing.revision,
        reason="too_expensive",
    )
    MatchRun.objects.all().delete()
    listings_repair(grace=timedelta(0))
    drain()
    pairing.refresh_from_db()
    assert (pairing.declined_by, recommended(pairing)) == ("need", {"need", "offer"})
    assert listing.pk == pairing.need_id


def test_words_of_a_hidden_tier_find_nothing(market: Market, drain: Drain) -> None:
    listing = film_offer(market, disclosure="registered", abstract="采用褶皱预置工艺。")
    drain()
    for audience, found in (({"public"}, []), ({"public", "registered"}, [listing.pk])):
        query = SearchQuery(text='"褶皱预置"', audience=frozenset(audience))
        assert [hit.id for hit in search_index.search(query).hits] == found


def test_publishing_goes_on_while_the_index_is_away(
    market: Market, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise IndexUnavailable("connection refused")

    with monkeypatch.context() as broken:
        broken.setattr(search_index, "index", away)
        listing = film_need(market)
        film_offer(market)
        drain()
        assert listing.published
        assert not Pairing.objects.exists()
    Delivery.objects.update(due_at=timezone.now())
    drain()
    assert Pairing.objects.count() == 1


def test_what_breaks_a_required_condition_is_not_recommended(market: Market, drain: Drain) -> None:
    wanted = film_need(market, region="130900", required_conditions=("region",))
    far, silent = film_offer(market, region="440300"), film_offer(market)
    drain()
    assert [p.offer_id for p in Pairing.objects.all()] == [silent.pk]
    revise(market, wanted, required_conditions=())
    drain()
    assert {p.offer_id for p in Pairing.objects.all()} == {far.pk, silent.pk}


def test_a_pairing_that_comes_to_break_a_condition_is_set_aside_until_it_does_not(
    market: Market, drain: Drain
) -> None:
    wanted = film_need(market, region="130900")
    film_offer(market, region="440300")
    drain()
    (pairing,) = Pairing.objects.all()
    for required in (("region",), ()):
        revise(market, wanted, required_conditions=required)
        drain()
        pairing.refresh_from_db()
        assert recommended(pairing) == (set() if required else {"need", "offer"})


def test_what_was_accepted_stays_whatever_is_required_later(market: Market, drain: Drain) -> None:
    wanted = film_need(market, region="130900")
    film_offer(market, region="440300")
    drain()
    (pairing,) = Pairing.objects.all()
    pairing_accept(actor=actor(market.researcher), pairing_id=pairing.pk, expected_revision=1)
    revise(market, wanted, required_conditions=("region",))
    drain()
    pairing.refresh_from_db()
    assert recommended(pairing) == {"need", "offer"}


def test_a_confidential_price_is_not_found_out_by_requiring_less(
    market: Market, drain: Drain
) -> None:
    wanted = film_need(market, budget_max=100_000, required_conditions=("price",))
    secret, told = (
        film_offer(market, price=200_000, disclosure=who) for who in ("confidential", "public")
    )
    drain()
    assert [p.offer_id for p in Pairing.objects.filter(need=wanted)] == [secret.pk]
    assert told.pk != secret.pk


def test_no_text_holds_matching(market: Market, drain: Drain) -> None:
    wanted = film_need(market)
    offered = film_offer(market, innovation="从1" * 10_000)
    drain()
    assert Pairing.objects.filter(need=wanted, offer=offered).exists()
    assert not Delivery.objects.exclude(error="").exists()
