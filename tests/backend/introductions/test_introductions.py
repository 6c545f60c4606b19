"""Talks opened by hand: one side invites, or a broker two; both agree before there is a deal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from backend.accounts.models import Duty, Organisation, User
from backend.catalog.models import Listing
from backend.catalog.services import listing_withdraw
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.deals.models import Deal, DealDuty
from backend.deals.services import deals_brokers_follow
from backend.deals.trail import deal_trail
from backend.introductions.models import Introduction
from backend.introductions.services import (
    MOST_OPEN,
    introduction_agree,
    introduction_decline,
    introduction_make,
    introduction_withdraw,
)
from backend.introductions.values import IntroductionValues
from notifications.models import NoticeRow
from tests import factories
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor


def values(market: Market, **changes: Any) -> IntroductionValues:
    """The enterprise would buy from the university."""
    found = IntroductionValues(
        buyer_id=market.enterprise.pk, seller_id=market.university.pk, title="散热膜中试合作",
        note="贵校的石墨烯膜与我们的产品合适，想谈谈中试。",
    )  # fmt: skip
    return replace(found, **changes)


def made(market: Market, by: User | None = None, **changes: Any) -> Introduction:
    """An invitation, the buyer's unless told otherwise."""
    return introduction_make(actor=actor(by or market.buyer), values=values(market, **changes))


def counted() -> tuple[int, ...]:
    return Introduction.objects.count(), Deal.objects.count(), Event.objects.count()


def told(person: User) -> list[str]:
    rows = NoticeRow.objects.filter(recipient=person.pk).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_one_invites_the_other_agrees_and_the_talks_are_open(
    market: Market, drain: Callable[[], int]
) -> None:
    offer = factories.achievement(market.researcher)
    introduction = made(market, offer_id=offer.pk)
    assert not Deal.objects.exists()
    drain()
    assert told(market.office) == told(market.researcher) == ["introduction_made"]
    assert told(market.buyer) == []
    introduction = introduction_agree(
        actor=actor(market.researcher), introduction_id=introduction.pk
    )
    deal = Deal.objects.get()
    assert (introduction.state, introduction.deal) == ("agreed", deal)
    assert (deal.buyer, deal.seller, deal.offer, deal.need) == (
        market.enterprise, market.university, offer, None,
    )  # fmt: skip
    people = {(p.user_id, p.duty) for p in deal.people.all()}
    assert people == {(market.buyer.pk, "buyer"), (market.researcher.pk, "seller")}
    assert [entry.name for entry in deal_trail(deal)][:3] == [
        "introduction.made", "introduction.agreed", "deal.opened",
    ]  # fmt: skip


def test_a_broker_needs_both_and_stays_in_the_deal(
    market: Market, drain: Callable[[], int]
) -> None:
    need = factories.need(market.buyer)
    introduction = made(market, market.broker, need_id=need.pk)
    assert introduction.asked == [DealDuty.BUYER, DealDuty.SELLER]
    introduction_agree(actor=actor(market.office), introduction_id=introduction.pk)
    assert not Deal.objects.exists()
    drain()
    assert told(market.broker) == ["introduction_agreed"]
    with pytest.raises(NotPermitted):
        introduction_agree(actor=actor(market.office), introduction_id=introduction.pk)
    introduction_agree(actor=actor(market.buyer), introduction_id=introduction.pk)
    deal = Deal.objects.get()
    deals_brokers_follow(listing_id=need.pk)
    brokers = deal.people.filter(duty=DealDuty.BROKER)
    assert [(p.user, p.organisation) for p in brokers] == [(market.broker, market.agency)]


def test_declined_and_taken_back_nothing_comes_of_it(
    market: Market, drain: Callable[[], int]
) -> None:
    first = made(market)
    with pytest.raises(ValidationError) as refused:
        introduction_decline(actor=actor(market.office), introduction_id=first.pk, note=" ")
    assert list(refused.value.message_dict) == ["note"]
    first = introduction_decline(
        actor=actor(market.office), introduction_id=first.pk, note="今年没有人手"
    )
    second = made(market)
    second = introduction_withdraw(actor=actor(market.buyer), introduction_id=second.pk)
    assert (first.state, second.state) == ("declined", "withdrawn")
    drain()
    assert told(market.buyer) == ["introduction_declined"]
    assert told(market.office)[-1] == "introduction_withdrawn"
    assert not Deal.objects.exists()
    page = browser(market.office).get(f"/introductions/{first.pk}/").content.decode()
    assert ">declined</span>" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"note": "\x00"}, "note"),
        ({"seller_id": 10**9}, "seller"),
        ({"need_id": 10**9}, "need"),
        ({"offer_id": 10**9}, "offer"),
    ],
)
def test_a_wrong_value_names_its_field(market: Market, changes: dict, field: str) -> None:
    before = counted()
    with pytest.raises(ValidationError) as refused:
        made(market, **changes)
    assert list(refused.value.message_dict) == [field]
    assert counted() == before


def test_what_is_of_the_wrong_side_or_not_on_the_market_is_refused(market: Market) -> None:
    need, draft = factories.need(market.buyer), factories.need(market.buyer, publish=False)
    hidden = factories.need(market.stranger)
    before = counted()
    for wrong in (
        {"offer_id": need.pk},
        {"need_id": draft.pk},
        {"need_id": hidden.pk},
        {"seller_id": market.enterprise.pk},
    ):
        with pytest.raises(ValidationError):
            made(market, **wrong)
    university = Organisation.objects.filter(pk=market.university.pk)
    for unable in ({"kind": "market"}, {"kind": "university", "verified_at": None}):
        university.update(**unable)
        with pytest.raises(ValidationError) as refused:
            made(market)
        assert list(refused.value.message_dict) == ["seller"]
    assert counted() == before


def test_who_may_not_invite_or_answer_changes_nothing(market: Market) -> None:
    theirs = factories.achievement(market.colleague)
    before = counted()
    for who in (market.stranger, market.operator, factories.user()):
        with pytest.raises(NotPermitted):
            made(market, who)
    with pytest.raises(NotPermitted):  # a researcher with a colleague's listing
        made(market, market.researcher, offer_id=theirs.pk)
    assert counted() == before
    introduction = made(market)
    before = counted()
    for who, error in (
        (market.buyer, NotPermitted),
        (market.researcher, NotPermitted),
        (market.operator, NotPermitted),
        (market.stranger, NotFound),
        (market.broker, NotFound),
    ):
        for act in (introduction_agree, introduction_decline):
            given = {"note": "x"} if act is introduction_decline else {}
            with pytest.raises(error):
                act(actor=actor(who), introduction_id=introduction.pk, **given)
    with pytest.raises(NotPermitted):
        introduction_withdraw(actor=actor(market.office), introduction_id=introduction.pk)
    assert counted() == before


@pytest.mark.usefixtures("english")
def test_the_same_is_asked_once_and_not_without_end(market: Market) -> None:
    made(market)
    before = counted()
    with pytest.raises(WrongState, match="waits for an answer"):
        made(market)
    assert counted() == before
    made(market, title="另一件事")  # without a listing the title tells what it is about
    for _ in range(MOST_OPEN - 2):
        made(market, need_id=factories.need(market.buyer).pk)
    before = counted()
    with pytest.raises(WrongState, match="take some back"):
        made(market, seller_id=market.agency.pk)
    assert counted() == before


def test_talks_that_run_are_not_opened_again(market: Market) -> None:
    deal = pairs.deal(market)
    before = counted()
    with pytest.raises(WrongState):
        made(market, need_id=deal.need_id, offer_id=deal.offer_id)
    assert counted() == before


def test_what_left_the_market_is_not_agreed_to(market: Market) -> None:
    need = factories.need(market.buyer)
    introduction = made(market, need_id=need.pk)
    listing_withdraw(actor=actor(market.buyer), listing_id=need.pk)
    before = counted()
    with pytest.raises(WrongState):
        introduction_agree(actor=actor(market.office), introduction_id=introduction.pk)
    assert counted() == before


def test_by_pages(market: Market) -> None:
    offer = factories.achievement(market.researcher)
    buyer, office = browser(market.buyer), browser(market.office)
    listing = reverse("listing", args=[offer.pk])
    way = f"{reverse('introduction_new')}?listing={offer.pk}"
    assert way in text(buyer.get(listing))
    assert way not in text(office.get(listing))
    page = text(buyer.get(way))
    assert market.university.name in page
    data = {"side": "buyer", "partner": "某某大学", "title": "谈谈", "note": "您好"}
    wrong = buyer.post(way, data)
    assert wrong.status_code == 422
    assert "no verified organisation" in text(wrong)
    assert not Introduction.objects.exists()
    data |= {"partner": market.university.credit_code, "offer": offer.pk}
    assert buyer.post(way, data).status_code == 302
    introduction = Introduction.objects.get()
    assert Listing.objects.get(pk=introduction.offer_id) == offer
    place = reverse("introduction", args=[introduction.pk])
    assert place in text(office.get("/desk/"))
    assert "Agree to talk" in text(office.get(place))
    assert browser(market.stranger).get(place).status_code == 404
    assert (
        browser(market.stranger).get(f"{reverse('introduction_new')}?listing=x").status_code == 200
    )
    assert browser(factories.user()).get(way).status_code == 403
    agree = reverse("introduction_act", args=[introduction.pk, "agree"])
    assert office.post(agree, {"revision": 1}).url == reverse("deal", args=[Deal.objects.get().pk])
    assert "To the deal" in text(buyer.get(place))
    assert place in text(buyer.get(reverse("introductions")))
    assert place in text(buyer.get(reverse("deal", args=[Deal.objects.get().pk])))


def test_a_broker_by_pages(market: Market) -> None:
    page = browser(market.broker)
    data = {
        "buyer": market.enterprise.name,
        "seller": market.university.name,
        "title": "谈谈",
        "note": "两家合适",
    }
    assert page.post(reverse("introduction_new"), data).status_code == 302
    assert Introduction.objects.get().brokered
    assert page.post(reverse("introduction_new"), data).status_code == 422


def test_by_the_api(market: Market) -> None:
    address, buyer = "/api/v1/introductions/", browser(market.buyer)
    body = {
        "buyer": market.enterprise.pk,
        "seller": market.university.pk,
        "title": "x",
        "note": "y",
    }
    refused = buyer.post(address, body | {"seller": 10**9}, content_type="application/json")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["seller"])
    answer = buyer.post(address, body, content_type="application/json")
    assert answer.status_code == 201
    one = f"{address}{answer.json()['id']}/"
    assert browser(market.stranger).get(one).status_code == 404
    agreed = browser(market.office).post(
        f"{one}agree/", {"revision": 1}, content_type="application/json"
    )
    assert agreed.json()["deal"] == Deal.objects.get().pk
    assert len(buyer.get(f"{address}?state=agreed").json()["results"]) == 1
    visitor = browser().post(address, body, content_type="application/json")
    assert visitor.status_code == 403


def test_both_sides_duties_are_needed(market: Market) -> None:
    """Somebody of both organisations agrees for the side that he acts for."""
    both = factories.member(market.enterprise, Duty.ENTERPRISE_MEMBER)
    factories.join(both, market.university, Duty.UNIVERSITY_OFFICE)
    introduction = made(market)
    agreed = introduction_agree(actor=actor(both), introduction_id=introduction.pk)
    assert agreed.seller_agreed_by_id == both.pk
