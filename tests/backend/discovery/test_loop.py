"""The main job's chain: published → indexed → matched → noticed, and what heals it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from backend.catalog.services import listing_publish, listing_revise, listing_withdraw
from backend.catalog.values import IndicatorValues, values_of
from backend.core.models import Delivery, Event
from backend.discovery.jobs import Repaired, listings_repair
from backend.discovery.models import Encoding, MatchRun
from backend.pairings.models import Pairing, Side
from backend.pairings.services import pairing_accept, pairing_decline
from notifications import facade as notifications
from search_index import facade as search_index
from search_index.contracts import IndexUnavailable, SearchQuery
from tests import factories
from tests.factories import Market, NeedValues, actor

pytestmark = pytest.mark.usefixtures("index")

Drain = Callable[[], int]
FILM = NeedValues(
    title="手机用高导热柔性散热膜",
    background="折叠屏弯折区散热膜易断裂，需要面内导热系数高的柔性石墨烯散热膜。",
    indicators=(
        IndicatorValues(name="面内导热系数", comparator=">=", value=Decimal(1200), unit="W/(m·K)"),
    ),
)
FILM_OFFER: dict[str, Any] = {
    "title": "面向移动终端的柔性石墨烯散热膜",
    "abstract": "柔性石墨烯散热膜，面内导热系数 1350 W/(m·K)，弯折 30 万次。",
    "indicators": (
        IndicatorValues(name="面内导热系数", comparator="=", value=Decimal(1350), unit="W/(m·K)"),
    ),
}


def need(market: Market, **values: Any):
    fields = {name: getattr(FILM, name) for name in ("title", "background", "indicators")}
    return factories.need(market.buyer, **fields | values)


def offer(market: Market, **values: Any):
    return factories.achievement(market.researcher, **FILM_OFFER | values)


def revise(market: Market, listing: Any, **change: Any) -> None:
    listing.refresh_from_db()
    listing_revise(
        actor=actor(market.buyer),
        listing_id=listing.pk,
        expected_revision=listing.revision,
        values=replace(values_of(listing), **change),
    )


def recommended(pairing: Pairing) -> set[Side]:
    """The sides in whose lists it stands."""
    return {side for side in Side if pairing.recommended_to(side)}


def notices(person: Any) -> list[str]:
    return [notice.kind for notice in notifications.inbox(person.pk, limit=50)]


@pytest.mark.parametrize("order", ["need first", "offer first", "same moment"])
def test_the_two_meet_whichever_came_first(market: Market, drain: Drain, order: str) -> None:
    first, second = (offer, need) if order == "offer first" else (need, offer)
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
    need(market)
    offer(market)
    drain()
    scores = set(Pairing.objects.values_list("score", flat=True))
    MatchRun.objects.all().delete()
    Pairing.objects.all().delete()
    listings_repair(grace=timedelta(0))
    drain()
    assert set(Pairing.objects.values_list("score", flat=True)) == scores


def test_the_broker_of_a_need_hears_too(market: Market, drain: Drain) -> None:
    listing = need(market, publish=False)
    factories.assign_broker(listing, market.buyer, market.broker)
    listing_publish(actor=actor(market.buyer), listing_id=listing.pk)
    offer(market)
    drain()
    assert notices(market.broker) == ["pairing_proposed", "listing_broker_named"]


def test_a_repeated_reaction_tells_nobody_twice(market: Market, drain: Drain) -> None:
    need(market)
    offer(market)
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
    need(market)
    drain()
    assert not Pairing.objects.exists()


def test_a_draft_is_neither_indexed_nor_matched(market: Market, drain: Drain) -> None:
    listing = need(market, publish=False)
    offer(market)
    drain()
    assert not Pairing.objects.exists()
    assert not search_index.versions([listing.pk])


def test_a_withdrawn_listing_is_found_no_more(market: Market, drain: Drain) -> None:
    listing = offer(market)
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
    listing = need(market)
    offer(market)
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
    listing = need(market)
    offer(market)
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
    listing = offer(market, disclosure="registered", abstract="采用褶皱预置工艺。")
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
        listing = need(market)
        offer(market)
        drain()
        assert listing.published
        assert not Pairing.objects.exists()
    Delivery.objects.update(due_at=timezone.now())
    drain()
    assert Pairing.objects.count() == 1


def _lose_encodings() -> None:
    Encoding.objects.all().delete()


def _lose_index() -> None:
    search_index.clear()


def _lose_index_events() -> None:
    _lose_encodings()
    _lose_index()
    MatchRun.objects.all().delete()
    Pairing.objects.all().delete()
    Event.objects.exclude(name__in=["listing.drafted", "listing.published"]).delete()


def _lose_pairings() -> None:
    MatchRun.objects.all().delete()
    Pairing.objects.all().delete()


@pytest.mark.parametrize("lose", [_lose_encodings, _lose_index, _lose_index_events, _lose_pairings])
def test_the_repair_heals_each_loss_and_a_second_run_changes_nothing(
    market: Market, drain: Drain, lose: Callable[[], None]
) -> None:
    listing = need(market)
    offer(market)
    drain()
    lose()
    assert listings_repair(grace=timedelta(0)) != Repaired()
    drain()
    assert recommended(Pairing.objects.get(need=listing)) == {"need", "offer"}
    assert Encoding.objects.count() == 2
    assert all(row.visible for row in search_index.versions([listing.pk]))
    events = Event.objects.count()
    assert listings_repair(grace=timedelta(0)) == Repaired()
    assert drain() == 0
    assert Event.objects.count() == events


def test_an_empty_market_needs_no_repair(market: Market) -> None:
    assert listings_repair(grace=timedelta(0)) == Repaired()


def test_what_breaks_a_required_condition_is_not_recommended(market: Market, drain: Drain) -> None:
    wanted = need(market, region="130900", required_conditions=("region",))
    far, silent = offer(market, region="440300"), offer(market)
    drain()
    assert [p.offer_id for p in Pairing.objects.all()] == [silent.pk]
    revise(market, wanted, required_conditions=())
    drain()
    assert {p.offer_id for p in Pairing.objects.all()} == {far.pk, silent.pk}


def test_a_pairing_that_comes_to_break_a_condition_is_set_aside_until_it_does_not(
    market: Market, drain: Drain
) -> None:
    wanted = need(market, region="130900")
    offer(market, region="440300")
    drain()
    (pairing,) = Pairing.objects.all()
    for required in (("region",), ()):
        revise(market, wanted, required_conditions=required)
        drain()
        pairing.refresh_from_db()
        assert recommended(pairing) == (set() if required else {"need", "offer"})


def test_what_was_accepted_stays_whatever_is_required_later(market: Market, drain: Drain) -> None:
    wanted = need(market, region="130900")
    offer(market, region="440300")
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
    wanted = need(market, budget_max=100_000, required_conditions=("price",))
    secret, told = (
        offer(market, price=200_000, disclosure=who) for who in ("confidential", "public")
    )
    drain()
    assert [p.offer_id for p in Pairing.objects.filter(need=wanted)] == [secret.pk]
    assert told.pk != secret.pk


def test_no_text_holds_matching(market: Market, drain: Drain) -> None:
    wanted = need(market)
    offered = offer(market, innovation="从1" * 10_000)
    drain()
    assert Pairing.objects.filter(need=wanted, offer=offered).exists()
    assert not Delivery.objects.exclude(error="").exists()
