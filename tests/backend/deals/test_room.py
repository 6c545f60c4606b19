"""The room of a deal: stages and their time, confidentiality, next step, result, changed listings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from backend.catalog.models import Listing
from backend.catalog.services import listing_revise, listing_withdraw
from backend.catalog.values import values_of
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.models import Event
from backend.deals.jobs import deals_remind
from backend.deals.models import Deal, DealResult, Nda, NdaConsent, Stage, StageStay, Turn
from backend.deals.services import (
    deal_advance,
    deal_close,
    deal_move,
    deal_plan,
    deal_step_done,
    nda_agree,
    result_give,
)
from tests.backend.contracts import records
from tests.backend.deals.test_deals import notices_of
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor, assign_broker

Drain = Callable[[], int]


def state() -> tuple[object, ...]:
    tables = (Deal, StageStay, Nda, NdaConsent, DealResult, Listing)
    return (*(list(t.objects.order_by("pk").values()) for t in tables), Event.objects.count())


def page_of(deal: Deal) -> str:
    return reverse("deal", args=[deal.pk])


def test_people_move_a_deal_to_and_fro_and_each_stay_is_kept(market: Market, drain: Drain) -> None:
    deal = pairs.deal(market)
    office = browser(market.office)
    address = reverse("deal_act", args=[deal.pk, "move_evaluation"])
    assert office.post(address, {"revision": deal.revision}).status_code == 302
    deal_move(Stage.NDA, actor=actor(market.buyer), deal_id=deal.pk)
    stays = list(StageStay.objects.order_by("pk").values_list("stage", "by"))
    assert stays == [
        ("contact", market.office.pk),
        ("evaluation", market.office.pk),
        ("nda", market.buyer.pk),
    ]
    assert StageStay.objects.filter(left_at=None).get().stage == "nda"
    drain()
    assert notices_of(market.buyer)[-1] == "deal_moved"
    shown = text(office.get(page_of(deal)))
    assert "Stage: Evaluation" in shown
    before = state()
    for who in (market.colleague, market.operator, market.stranger):
        with pytest.raises((NotPermitted, NotFound)):
            deal_move(Stage.TERMS, actor=actor(who), deal_id=deal.pk)
    with pytest.raises(WrongState):
        deal_move(Stage.NDA, actor=actor(market.office), deal_id=deal.pk)
    assert state() == before


def test_a_broker_moves_and_plans_what_he_accompanies(market: Market, drain: Drain) -> None:
    deal = pairs.deal(market)
    assert deal.need is not None
    assign_broker(deal.need, market.buyer, market.broker)
    drain()
    broker = actor(market.broker)
    deal_move(Stage.EVALUATION, actor=broker, deal_id=deal.pk)
    deal_plan(actor=broker, deal_id=deal.pk, what="寄样", due_on=None, whose="seller")
    drain()
    assert notices_of(market.office)[-1] == "deal_step"
    assert "deal_step" not in notices_of(market.buyer)
    with pytest.raises(NotPermitted):
        deal_close(actor=broker, deal_id=deal.pk)


def test_confidentiality_is_agreed_by_one_click_of_each_side(market: Market, drain: Drain) -> None:
    deal = pairs.deal(market)
    buyer, office = browser(market.buyer), browser(market.office)
    address = reverse("deal_nda", args=[deal.pk])
    assert market.enterprise.name in text(buyer.get(address))
    before = state()
    for who in (market.researcher, market.operator, market.stranger):
        with pytest.raises((NotPermitted, NotFound)):
            nda_agree(actor=actor(who), deal_id=deal.pk)
    with pytest.raises(Stale):
        nda_agree(actor=actor(market.buyer), deal_id=deal.pk, version="2020-1")
    assert state() == before
    assert buyer.post(address, {"version": "2026-1"}).status_code == 302
    half = Deal.objects.get()
    assert (half.stage, half.waits_for) == (Stage.NDA, Turn.SELLER)
    with pytest.raises(WrongState):
        nda_agree(actor=actor(market.buyer), deal_id=deal.pk)
    drain()
    assert notices_of(market.office)[-1] == "deal_nda_waits"
    assert "Confidentiality waits for your organisation" in text(office.get(page_of(deal)))
    office.post(address, {"version": "2026-1"})
    assert Deal.objects.get().stage == Stage.EVALUATION
    assert NdaConsent.objects.count() == 2
    assert "Confidentiality agreed by both sides" in text(buyer.get(page_of(deal)))


def test_the_next_step_is_planned_due_and_done(market: Market, drain: Drain) -> None:
    deal = pairs.deal(market)
    office = browser(market.office)
    address = reverse("deal_plan", args=[deal.pk])
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    before = state()
    refused = office.post(address, {"what": "送样", "due_on": past, "whose": "seller"})
    assert refused.status_code == 422
    assert "This day lies in the past" in text(refused)
    with pytest.raises(ValidationError):
        deal_plan(actor=actor(market.office), deal_id=deal.pk, what=" ", due_on=None)
    with pytest.raises(WrongState):
        deal_step_done(actor=actor(market.office), deal_id=deal.pk)
    assert state() == before
    tomorrow = timezone.localdate() + timedelta(days=1)
    office.post(address, {"what": "送样", "due_on": tomorrow.isoformat(), "whose": "buyer"})
    assert Deal.objects.get().waits_for == Turn.BUYER
    drain()
    assert notices_of(market.buyer)[-1] == "deal_step"
    assert deals_remind() > 0
    assert deals_remind() == 0
    assert notices_of(market.buyer)[-1] == "deal_step_due"
    assert "送样" in text(office.get(page_of(deal)))
    browser(market.buyer).post(reverse("deal_step_done", args=[deal.pk]))
    assert (Deal.objects.get().next_step, Deal.objects.get().waits_for) == ("", Turn.BOTH)


def test_a_stalled_deal_is_told_once_for_a_stage(market: Market) -> None:
    deal = pairs.deal(market)
    assert deals_remind() == 0
    Deal.objects.update(stage_since=timezone.now() - timedelta(days=8))
    assert deals_remind() > 0
    assert deals_remind() == 0
    assert notices_of(market.buyer)[-1] == "deal_stalled"
    assert "Stalled" in text(browser(market.buyer).get(page_of(deal)))


def closed(market: Market) -> Deal:
    """A deal whose contract is fulfilled."""
    records.confirm(market, records.drafted(market))
    deal = Deal.objects.get()
    return deal_close(actor=actor(market.office), deal_id=deal.pk, expected_revision=deal.revision)


def test_closing_asks_both_sides_and_updates_need_and_achievement(
    market: Market, drain: Drain
) -> None:
    deal = closed(market)
    drain()
    assert notices_of(market.buyer)[-1] == "deal_closed"
    buyer = browser(market.buyer)
    assert "What came of it? One click tells" in text(buyer.get(page_of(deal)))
    before = state()
    with pytest.raises(ValidationError):
        result_give(actor=actor(market.buyer), deal_id=deal.pk, outcome="great")
    for who in (market.colleague, market.stranger):
        with pytest.raises((NotPermitted, NotFound)):
            result_give(actor=actor(who), deal_id=deal.pk, outcome="worked")
    assert state() == before
    result_give(actor=actor(market.office), deal_id=deal.pk, outcome="worked", words="顺利")
    offer = Listing.objects.get(pk=deal.offer_id)
    assert offer.transferred_at is None, "its own word makes no transfer"
    answer = buyer.post(reverse("deal_result", args=[deal.pk]), {"outcome": "worked"}, follow=True)
    assert "It worked" in text(answer)
    need = Listing.objects.get(pk=deal.need_id)
    offer.refresh_from_db()
    assert (need.status, need.closing_reason) == ("closed", "solved_here")
    assert offer.transferred_at is not None
    result_give(actor=actor(market.buyer), deal_id=deal.pk, outcome="partly")
    assert DealResult.objects.get(duty="buyer").outcome == "partly"
    assert DealResult.objects.count() == 2


def test_results_come_after_the_closing_and_closing_after_the_contract(market: Market) -> None:
    deal = pairs.deal(market)
    before = state()
    with pytest.raises(WrongState):
        result_give(actor=actor(market.buyer), deal_id=deal.pk, outcome="worked")
    with pytest.raises(WrongState):
        deal_close(actor=actor(market.buyer), deal_id=deal.pk)
    assert state() == before


def test_a_terminated_contract_ends_its_deal(market: Market, drain: Drain) -> None:
    records.confirm(market, records.drafted(market))
    deal = Deal.objects.get()
    deal_advance(deal, "terminate", actor_id=market.buyer.pk)
    assert (deal.stage, deal.lost_reason) == (Stage.LOST, "terminated")
    drain()
    assert notices_of(market.office)[-1] == "deal_ended"
    assert "The contract was terminated" in text(browser(market.office).get(page_of(deal)))


def test_what_changes_under_the_talks_is_told_and_on_record(market: Market, drain: Drain) -> None:
    deal = pairs.deal(market)
    need = Listing.objects.get(pk=deal.need_id)
    drain()
    for title in ("散热膜（二次修订）", "散热膜（三次修订）"):
        need.refresh_from_db()
        listing_revise(
            actor=actor(market.buyer),
            listing_id=need.pk,
            expected_revision=need.revision,
            values=replace(values_of(need), title=title),
        )
        drain()
    assert notices_of(market.office).count("deal_listing_changed") == 1, "once a day"
    assert "deal_listing_changed" not in notices_of(market.buyer)
    listing_withdraw(actor=actor(market.buyer), listing_id=need.pk)
    drain()
    assert notices_of(market.office).count("deal_listing_changed") == 2
    shown = text(browser(market.office).get(page_of(deal)))
    assert shown.count("The need was edited") == 2
    assert "The need was withdrawn" in shown
    assert Deal.objects.get().stage == Stage.CONTACT, "the talks go on"
