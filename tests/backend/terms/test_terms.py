"""Terms in rounds: offered, countered, accepted as a whole, expired; and what others came to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import User
from backend.core.errors import NotFound, NotPermitted, Refusal, Stale, WrongState
from backend.core.models import Event
from backend.deals.models import Deal, Stage, StageStay, Turn
from backend.deals.services import deal_end
from backend.terms.jobs import offers_expire
from backend.terms.models import Offer
from backend.terms.selectors import accepted_among, rounds_of
from backend.terms.services import offer_accept, offer_make
from backend.terms.values import TermsValues
from tests import factories
from tests.backend.contracts import records
from tests.backend.deals.test_deals import notices_of
from tests.backend.pairings import pairs
from tests.backend.terms import offers
from tests.browsers import browser, text
from tests.factories import Market, actor

Drain = Callable[[], int]


def state() -> tuple[object, ...]:
    return (
        list(Offer.objects.order_by("pk").values()),
        list(Deal.objects.values()),
        Event.objects.count(),
    )


def accept(by: User, offer: Offer) -> Offer:
    return offer_accept(actor=actor(by), offer_id=offer.pk, expected_revision=offer.revision)


def test_three_rounds_move_the_deal_and_the_turn(market: Market, drain: Drain) -> None:
    deal = pairs.deal(market)
    first = offers.make(market.buyer, deal)
    assert (Deal.objects.get().stage, Deal.objects.get().waits_for) == (Stage.TERMS, Turn.SELLER)
    offers.make(market.researcher, deal, price=Decimal(1_600_000))
    third = offers.make(market.buyer, deal, price=Decimal(1_400_000))
    with pytest.raises(NotPermitted):
        accept(market.researcher, third)  # only the office binds the university
    accept(market.office, third)
    states = list(Offer.objects.order_by("round").values_list("round", "state"))
    assert states == [(1, "countered"), (2, "countered"), (3, "accepted")]
    standing = accepted_among(rounds_of(deal.pk))
    assert standing is not None
    assert standing.price == Decimal(1_400_000)
    assert Deal.objects.get().stage == Stage.CONTRACT
    turns = list(StageStay.objects.filter(stage="terms").values_list("waits_for", flat=True))
    assert turns == ["seller", "buyer", "seller"]
    drain()
    assert notices_of(market.office).count("offer_made") == 2
    assert notices_of(market.buyer)[-1] == "offer_accepted"
    with pytest.raises(WrongState):
        accept(market.office, Offer.objects.get(pk=first.pk))


def test_pages_compare_and_answer(market: Market) -> None:
    deal = pairs.deal(market)
    offers.make(market.buyer, deal)
    office = browser(market.office)
    room = text(office.get(reverse("deal", args=[deal.pk])))
    assert "Terms wait for your answer" in room
    form = text(office.get(reverse("offer_make", args=[deal.pk])))
    assert 'value="1,200,000"' in form
    data = {
        "after_round": 1,
        "mode": "licence",
        "exclusivity": "exclusive",
        "price_mode": "entry_royalty",
        "price": "50万",
        "currency": "CNY",
        "ownership": "seller",
        "answer_until": (timezone.localdate() + timedelta(days=3)).isoformat(),
    }
    before = state()
    refused = office.post(reverse("offer_make", args=[deal.pk]), data)
    assert refused.status_code == 422
    assert "Give the rate in percent" in text(refused)
    assert state() == before
    data |= {"royalty_rate": "3.5", "royalty_base": "sales"}
    answer = office.post(reverse("offer_make", args=[deal.pk]), data, follow=True)
    shown = text(answer)
    assert "<mark>Entry fee CN¥500,000.00</mark>" in shown
    assert "<mark>3.5%</mark>" in shown
    assert "Waits for" in shown
    second = Offer.objects.get(round=2)
    buyer = browser(market.buyer)
    address = reverse("offer_act", args=[second.pk, "decline"])
    assert buyer.post(address, {"revision": 1, "note": " "}).status_code == 422
    declined = buyer.post(address, {"revision": 1, "note": "提成太高"}, follow=True)
    assert "提成太高" in text(declined)
    assert Deal.objects.get().waits_for == Turn.SELLER


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"price": None}, ["price"]),
        ({"price_mode": "royalty", "price": None}, ["royalty_rate", "royalty_base"]),
        ({"price_mode": "shares"}, ["shares_percent"]),
        ({"price_mode": "instalments"}, ["instalments"]),
        ({"exclusivity": ""}, ["exclusivity"]),
        ({"mode": "transfer"}, ["exclusivity"]),
        ({"royalty_rate": Decimal(3)}, ["royalty_rate"]),
        ({"price": Decimal(10) ** 13}, ["price"]),
        ({"price_mode": "barter"}, ["price_mode"]),
        ({"years": 51}, ["years"]),
    ],
)
def test_terms_that_do_not_fit_are_refused_by_field(
    market: Market, changes: dict[str, Any], fields: list[str]
) -> None:
    deal = pairs.deal(market)
    before = state()
    with pytest.raises(ValidationError) as refused:
        offers.make(market.buyer, deal, **changes)
    assert list(refused.value.message_dict) == fields
    assert state() == before


def test_an_offer_needs_a_day_that_lies_ahead(market: Market) -> None:
    deal = pairs.deal(market)
    today = timezone.localdate()
    for day in (None, today - timedelta(days=1), today + timedelta(days=181)):
        with pytest.raises(ValidationError) as refused:
            offer_make(
                actor=actor(market.buyer),
                deal_id=deal.pk,
                values=TermsValues(**offers.TERMS),
                answer_until=day,
            )
        assert list(refused.value.message_dict) == ["answer_until"]
    assert Offer.objects.count() == 0


def test_strangers_and_the_late_change_nothing(market: Market) -> None:
    offer = offers.offered(market)
    before = state()
    for who in (market.stranger, market.colleague, market.operator):
        with pytest.raises((NotFound, NotPermitted)):
            offers.make(who, offer.deal)
        with pytest.raises((NotFound, NotPermitted)):
            accept(who, offer)
    with pytest.raises(NotPermitted):
        accept(market.buyer, offer)  # nobody accepts his own terms
    with pytest.raises(Stale):
        offer_make(
            actor=actor(market.office),
            deal_id=offer.deal_id,
            values=TermsValues(**offers.TERMS),
            answer_until=timezone.localdate(),
            after_round=0,
        )
    assert state() == before


def test_time_takes_an_offer_away(market: Market, drain: Drain) -> None:
    offer = offers.offered(market)
    assert offers_expire() == 0
    Offer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(WrongState):
        accept(market.office, offer)
    assert offers_expire() == 1
    assert offers_expire() == 0
    offer.refresh_from_db()
    assert (offer.state, Deal.objects.get().waits_for) == ("expired", Turn.BOTH)
    drain()
    assert notices_of(market.buyer)[-1] == "offer_expired"
    offers.make(market.office, offer.deal)
    assert Offer.objects.get(state="open").round == 2


def test_what_is_open_falls_with_the_talks(market: Market, drain: Drain) -> None:
    offer = offers.offered(market)
    deal_end(actor=actor(market.buyer), deal_id=offer.deal_id, reason="budget")
    with pytest.raises(WrongState):
        accept(market.office, offer)
    drain()
    offer.refresh_from_db()
    assert offer.state == "expired"
    assert "offer_expired" not in notices_of(market.office)


def test_no_terms_are_offered_once_a_contract_binds(market: Market) -> None:
    contract = records.drafted(market)
    records.confirm(market, contract)
    before = state()
    with pytest.raises(WrongState):
        offers.make(market.buyer, contract.deal)
    assert state() == before


def test_later_terms_take_the_place_of_those_accepted(market: Market) -> None:
    first = offers.offered(market)
    accept(market.office, first)
    second = offers.make(market.office, first.deal, price=Decimal(900_000))
    assert accepted_among(rounds_of(first.deal_id)) == first
    accept(market.buyer, second)
    assert accepted_among(rounds_of(first.deal_id)) == second
    assert Offer.objects.get(pk=first.pk).state == "replaced"


@pytest.mark.servers  # SQLite's shared memory has one lock for a table: PostgreSQL shows the race
@pytest.mark.django_db(transaction=True)
def test_an_acceptance_and_a_counter_offer_at_once_leave_one_standing() -> None:
    market = factories.market()
    offer = offers.offered(market)
    start = Barrier(3)
    refused: list[Refusal] = []

    def run(act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            act()
        except Refusal as error:
            refused.append(error)
        finally:
            connection.close()

    acts = [
        lambda: accept(market.office, offer),
        lambda: accept(market.office, offer),
        lambda: offers.make(market.office, offer.deal, price=Decimal(2_000_000)),
    ]
    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Offer.objects.filter(state="accepted").count() <= 1
    assert Offer.objects.filter(state="open").count() <= 1
    assert Event.objects.filter(name="offer.accepted").count() <= 1
    assert len(refused) >= 1
