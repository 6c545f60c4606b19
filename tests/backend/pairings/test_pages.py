"""The pairing page and the talks as people use them, with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backend.catalog.services import listing_assign_broker
from backend.contracts.models import Contract
from backend.core.models import Event
from backend.deals.models import Deal
from backend.pairings.models import Decision, Fit, Pairing
from backend.pairings.services import Proposal, pairing_accept, pairings_propose
from tests import factories
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor

CONTRACT = {
    "title": "散热膜委托开发",
    "kind": "development/commissioned",
    "amount": "125万",
    "currency": "CNY",
    "signed_on": timezone.localdate().isoformat(),
    "payment_form": "lump",
    "ip_ownership": "shared",
}


def page(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def test_from_the_recommendation_to_the_talks(market: Market) -> None:
    found = pairs.pairing(market)
    buyer, office = browser(market.buyer), browser(market.office)
    seen = buyer.get(page("pairing", found.pk))
    assert seen.status_code == 200
    assert "Neither side has decided yet" in text(seen)
    answer = buyer.post(page("pairing_act", found.pk, "accept"), {"revision": 1}, follow=True)
    assert "Your side accepted" in text(answer)
    seen = office.get(page("pairing", found.pk))
    assert "accepted and waits for your answer" in text(seen)
    answer = office.post(page("pairing_act", found.pk, "accept"), {"revision": 2}, follow=True)
    deal = Deal.objects.get()
    assert answer.redirect_chain == [(page("deal", deal.pk), 302)]
    assert "Draft the contract" in text(answer)
    answer = office.post(page("contract_draft", deal.pk), CONTRACT, follow=True)
    contract = Contract.objects.get()
    assert answer.redirect_chain == [(page("contract", contract.pk), 302)]
    assert (str(contract.amount), contract.type, contract.subtype) == (
        "1250000.00",
        "development",
        "commissioned",
    )
    trail = text(buyer.get(page("pairing", found.pk)))
    for step in ("Recommended by the matcher", "Deal opened", "Contract drafted"):
        assert step in trail


def test_htmx_is_led_to_the_talks(market: Market) -> None:
    found = pairs.pairing(market)
    pairing_accept(actor=actor(market.office), pairing_id=found.pk, expected_revision=1)
    answer = browser(market.buyer).post(
        page("pairing_act", found.pk, "accept"), {"revision": 2}, headers={"hx-request": "true"}
    )
    assert answer["HX-Redirect"] == page("deal", Deal.objects.get().pk)


def test_declining_tells_the_other_side_why(market: Market) -> None:
    found = pairs.pairing(market)
    address = page("pairing_act", found.pk, "decline")
    buyer = browser(market.buyer)
    answer = buyer.post(address, {"revision": 1, "note": "还没有中试"})
    assert answer.status_code == 422
    assert "Choose a reason" in text(answer)
    assert "还没有中试" in text(answer)
    answer = buyer.post(address, {"revision": 1, "reason": "other", "note": ""})
    assert answer.status_code == 422
    assert "Say in a few words" in text(answer)
    found.refresh_from_db()
    assert found.need_decision == Decision.OPEN
    data = {"revision": 1, "reason": "not_mature", "note": "还没有中试"}
    assert buyer.post(address, data).status_code == 302
    seen = text(browser(market.researcher).get(page("pairing", found.pk)))
    assert "Not mature enough" in seen
    assert "还没有中试" in seen
    assert page("pairing_act", found.pk, "accept") not in seen


def test_a_stale_answer_is_shown_the_news_and_keeps_what_was_typed(market: Market) -> None:
    found = pairs.pairing(market)
    pairing_accept(actor=actor(market.office), pairing_id=found.pk, expected_revision=1)
    events = Event.objects.count()
    buyer = browser(market.buyer)
    data = {"revision": 1, "reason": "terms", "note": "只做独占"}
    answer = buyer.post(page("pairing_act", found.pk, "decline"), data)
    assert answer.status_code == 409
    assert "Office changed it" in text(answer)
    assert "只做独占" in text(answer)
    assert 'name="revision" value="2"' in text(answer)
    assert buyer.post(page("pairing_act", found.pk, "accept"), {}).status_code == 409
    found.refresh_from_db()
    assert (found.need_decision, Event.objects.count()) == (Decision.OPEN, events)


@pytest.mark.parametrize("act", ["accept", "decline", "reconsider", "resume"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 404), ("broker", 404), ("colleague", 403), ("operator", 403)],
)
def test_others_change_nothing(market: Market, act: str, who: str, status: int) -> None:
    found = pairs.pairing(market)
    events = Event.objects.count()
    data = {"revision": 1, "reason": "terms"}
    answer = browser(getattr(market, who)).post(page("pairing_act", found.pk, act), data)
    assert answer.status_code == status
    found.refresh_from_db()
    assert (found.need_decision, found.offer_decision) == (Decision.OPEN, Decision.OPEN)
    assert Event.objects.count() == events


def test_strangers_and_visitors_see_nothing(market: Market) -> None:
    deal = pairs.deal(market)
    for name, pk in (("pairing", deal.origin_id), ("deal", deal.pk)):
        refused = browser(market.stranger).get(page(name, pk))
        assert refused.status_code == 404
        assert "散热膜" not in text(refused)
        assert browser(None).get(page(name, pk)).url.startswith("/accounts/login/")
    assert "散热膜" not in text(browser(market.stranger).get(page("deals")))


def test_colleagues_and_brokers_follow_without_deciding(market: Market) -> None:
    found = pairs.pairing(market)
    listing_assign_broker(
        actor=actor(market.buyer), listing_id=found.need_id, broker_id=market.broker.pk
    )
    for person in (market.colleague, market.broker, market.operator):
        seen = text(browser(person).get(page("pairing", found.pk)))
        assert "散热膜" in seen
        assert page("pairing_act", found.pk, "accept") not in seen
    assert "Researcher or your technology-transfer office decides" in text(
        browser(market.colleague).get(page("pairing", found.pk))
    )


def test_hidden_details_stay_off_the_page_until_both_accepted(market: Market) -> None:
    found = pairs.pairing(market, offer_disclosure="confidential")
    buyer = browser(market.buyer)
    seen = text(buyer.get(page("pairing", found.pk)))
    assert "visible to partners" in seen
    for hidden in (pairs.SECRET, "褶皱", "0.05 mm", "4,000,000", "CN¥4M"):
        assert hidden not in seen
    pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=1)
    pairing_accept(actor=actor(market.office), pairing_id=found.pk, expected_revision=2)
    seen = text(buyer.get(page("pairing", found.pk)))
    for shown in (pairs.SECRET, "0.05 mm", "CN¥4M"):
        assert shown in seen


def test_markup_in_texts_stays_text(market: Market) -> None:
    found = pairs.pairing(market)
    Pairing.objects.filter(pk=found.pk).update(
        reasons=[pairs.reason("lexical.shared_terms", 1.0, {"terms": ["<script>x</script>"]})]
    )
    found.need.title = "<script>alert(1)</script>{{ 7|add:7 }}"
    found.need.save()
    seen = text(browser(market.buyer).get(page("pairing", found.pk)))
    assert "<script>alert" not in seen
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in seen


def test_the_pages_ask_the_database_little(
    market: Market, django_assert_max_num_queries: Any
) -> None:
    deal = pairs.deal(market)
    buyer = browser(market.buyer)
    buyer.get(page("pairing", deal.origin_id))  # the first look is written down
    for name, args, most in (("pairing", (deal.origin_id,), 23), ("deal", (deal.pk,), 30)):
        with django_assert_max_num_queries(most):
            buyer.get(page(name, *args))
    one = len(_queries(buyer, page("deals")))
    pairs.deal(market)
    assert len(_queries(buyer, page("deals"))) == one


def _queries(client: Client, address: str) -> list[Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return list(found.captured_queries)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"amount": "NaN"}, "amount"),
        ({"amount": "1e400"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"kind": "development/exclusive"}, "type"),
        ({"signed_on": "2999-01-01"}, "signing date lies in the future"),
        ({"signed_on": "2026-01-05"}, "the contract is signed later"),
        ({"signed_on": "yesterday"}, "date"),
        ({"amount": "1" * 14}, "amount"),
        ({"title": "   "}, "Project name"),
        ({"title": "长" * 300}, "Project name"),
        ({"ip_ownership": ""}, "Who owns the results"),
    ],
)
def test_a_wrong_draft_is_told_and_kept(market: Market, change: dict[str, str], told: str) -> None:
    deal = pairs.deal(market)
    events = Event.objects.count()
    answer = browser(market.buyer).post(page("contract_draft", deal.pk), CONTRACT | change)
    assert answer.status_code == 422
    assert told in text(answer)
    assert "form-errors" in text(answer)
    assert 'value="散热膜委托开发"' in text(answer) or "title" in change
    assert not Contract.objects.exists()
    assert Event.objects.count() == events


def test_one_record_a_deal(market: Market) -> None:
    deal = pairs.deal(market)
    for person in (market.buyer, market.office):
        answer = browser(person).post(page("contract_draft", deal.pk), CONTRACT)
        assert answer.status_code == 302
    assert Contract.objects.count() == 1
    assert Contract.objects.get().proposed_by == market.buyer


def test_who_stands_outside_drafts_nothing(market: Market) -> None:
    deal = pairs.deal(market)
    for person, status in ((market.stranger, 404), (market.colleague, 403)):
        answer = browser(person).post(page("contract_draft", deal.pk), CONTRACT)
        assert answer.status_code == status
    assert not Contract.objects.exists()


def test_a_pairing_of_an_import_begins_its_trail_too(market: Market) -> None:
    found = pairs.pairing(market)
    Event.objects.filter(subject="pairing").delete()
    seen = text(browser(market.buyer).get(page("pairing", found.pk)))
    assert "Recommended by the matcher" in seen


def test_answers_lead_back_when_reloaded(market: Market) -> None:
    found = pairs.pairing(market)
    for act in ("accept", "decline"):
        assert browser(market.buyer).get(page("pairing_act", found.pk, act)).url == page(
            "pairing", found.pk
        )


def test_of_a_person_no_figures_are_expected(market: Market) -> None:
    """And it is not said that the need wants none, nor that nothing is open."""
    need = factories.need(market.buyer, **pairs.NEED)
    person = factories.expert(market.researcher)
    fit = Fit(score=3.0, probability=0.7, level="good", reasons=[], indicators=[])
    found = Proposal(need_id=need.pk, offer_id=person.pk, release="null/linear", whole=fit)
    (pk,) = pairings_propose(listing_id=need.pk, proposals=[found], keep=20, notify_best=1)
    seen = text(browser(market.buyer).get(page("pairing", pk)))
    assert "Ask what this one has reached of: 导热系数, 厚度, 成本" in seen
    assert "How far the person comes" in seen
    assert "states no indicators" not in seen
    assert "Nothing is open" not in seen
