"""The contract record on pages: confirming, returning, redrafting, and who may read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from backend.contracts.models import Contract
from backend.contracts.selectors import record_of_listing
from backend.contracts.services import contract_revise
from backend.core.models import Event
from backend.deals.models import Deal, Stage
from backend.tasks.models import Task
from backend.terms.services import offer_accept
from notifications import facade as notifications
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.backend.terms import offers
from tests.browsers import browser, text
from tests.factories import Market, actor


def page(name: str, found: Contract, *act: str) -> str:
    return reverse(name, args=[found.pk, *act])


def state(found: Contract) -> tuple[object, ...]:
    found = Contract.objects.get(pk=found.pk)
    return found.state, found.revision, found.amount, Event.objects.count()


def test_confirming_records_it_and_closes_the_talks(market: Market) -> None:
    found = records.drafted(market)
    office = browser(market.office)
    assert "is asked to confirm" in text(office.get(page("contract", found)))
    answer = office.post(page("contract_act", found, "confirm"), {"revision": 1}, follow=True)
    assert "nothing is open" in text(answer)
    assert "Contract on record, signed outside" in text(answer)
    found.refresh_from_db()
    assert (found.state, found.confirmed_by) == ("signed", market.office)
    assert Deal.objects.get().stage == Stage.DELIVERY


def test_returned_redrafted_confirmed(market: Market) -> None:
    found = records.drafted(market)
    office, buyer = browser(market.office), browser(market.buyer)
    empty = office.post(page("contract_act", found, "return"), {"revision": 1, "note": " "})
    assert empty.status_code == 422
    assert "Say what should change" in text(empty)
    office.post(page("contract_act", found, "return"), {"revision": 1, "note": "请写明首付款"})
    seen = text(buyer.get(page("contract", found)))
    assert "请写明首付款" in seen
    assert "It was returned to you" in seen
    data = records.FORM | {"revision": 2, "amount": "1,300,000"}
    assert buyer.post(page("contract_act", found, "revise"), data).status_code == 302
    found.refresh_from_db()
    assert (found.state, str(found.amount), found.revision) == ("proposed", "1300000.00", 3)
    office.post(page("contract_act", found, "confirm"), {"revision": 3})
    found.refresh_from_db()
    assert found.state == "signed"
    before = state(found)
    answer = buyer.post(page("contract_act", found, "revise"), data | {"revision": 5})
    assert answer.status_code == 409
    assert state(found) == before


def test_a_stale_redraft_is_told_who_and_keeps_what_was_typed(market: Market) -> None:
    found = records.drafted(market)
    data = records.FORM | {"revision": 1, "amount": "1300000"}
    browser(market.buyer).post(page("contract_act", found, "revise"), data)
    before = state(found)
    late = data | {"amount": "1400000", "title": "另一份"}
    answer = browser(market.office).post(page("contract_act", found, "revise"), late)
    assert answer.status_code == 409
    assert "Buyer changed it" in text(answer)
    assert 'value="另一份"' in text(answer)
    assert 'name="revision" value="2"' in text(answer)
    assert "¥1,300,000.00" in text(answer)
    answer = browser(market.office).post(page("contract_act", found, "confirm"), {"revision": 1})
    assert answer.status_code == 409
    assert state(found) == before


@pytest.mark.parametrize("act", ["confirm", "return", "revise", "withdraw"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 404), ("broker", 404), ("colleague", 403), ("operator", 403)],
)
def test_others_change_nothing(market: Market, act: str, who: str, status: int) -> None:
    found = records.drafted(market)
    before = state(found)
    data = records.FORM | {"revision": 1, "note": "x"}
    assert (
        browser(getattr(market, who)).post(page("contract_act", found, act), data).status_code
        == status
    )
    assert state(found) == before


@pytest.mark.parametrize(("who", "status"), [("buyer", 403), ("researcher", 403)])
def test_only_the_other_sides_office_confirms(market: Market, who: str, status: int) -> None:
    found = records.drafted(market)
    before = state(found)
    person = browser(getattr(market, who))
    assert page("contract_act", found, "confirm") not in text(person.get(page("contract", found)))
    assert (
        person.post(page("contract_act", found, "confirm"), {"revision": 1}).status_code == status
    )
    assert state(found) == before


def test_strangers_and_visitors_see_nothing(market: Market) -> None:
    found = records.drafted(market)
    refused = browser(market.stranger).get(page("contract", found))
    assert refused.status_code == 404
    assert "散热膜" not in text(refused)
    assert browser(None).get(page("contract", found)).url.startswith("/accounts/login/")
    assert "散热膜" not in text(browser(market.stranger).get(reverse("contracts")))
    assert "散热膜" in text(browser(market.buyer).get(reverse("contracts")))


def test_a_listing_tells_of_its_contract_by_reader(market: Market) -> None:
    found = records.drafted(market)
    assert record_of_listing(actor(market.stranger), found.need_id) is None
    own = record_of_listing(actor(market.buyer), found.need_id)
    assert own is not None
    assert (own.contracted, own.contract) == (False, found)
    records.confirm(market, found)
    for listing_id in (found.need_id, found.offer_id):
        others = record_of_listing(actor(market.stranger), listing_id)
        assert others is not None
        assert (others.contracted, others.contract) == (True, None)
        own = record_of_listing(actor(market.researcher), listing_id)
        assert own is not None
        shown = render_to_string("contracts/_of_listing.html", {"contract": own.contract})
        assert "¥1,250,000.00" in shown


@pytest.mark.usefixtures("english")
def test_a_redraft_is_told_with_what_changed_and_who_drafted_has_done_his_part(
    market: Market, drain: Callable[[], int]
) -> None:
    found = records.drafted(market)
    drain()
    open_tasks = Task.objects.filter(state=Task.State.OPEN, code="contract")
    assert [task.organisation_id for task in open_tasks] == [found.seller_id]
    values = replace(records.VALUES, amount=Decimal(1_300_000))
    contract_revise(
        actor=actor(market.buyer), contract_id=found.pk, expected_revision=1, values=values
    )
    drain()
    first, second = (
        notice.words["en"]
        for notice in reversed(notifications.inbox(market.office.pk))
        if notice.kind == "contract_proposed"
    )
    assert first["sentence"].endswith("drafted the contract record")
    assert "→" not in first["detail"]
    assert second["sentence"].endswith("redrafted the contract record")
    assert "Contract amount: CN¥1,250,000.00 → CN¥1,300,000.00" in second["detail"]


def test_accepted_terms_begin_the_contract(market: Market) -> None:
    offer = offers.offered(market)
    offer_accept(actor=actor(market.office), offer_id=offer.pk)
    form = browser(market.buyer).get(reverse("deal", args=[offer.deal_id])).context["sections"]
    (found,) = [s.context["form"] for s in form if "contracts/" in s.template]
    begun = {name: found.initial[name] for name in ("kind", "amount", "payment_form")}
    assert begun == {
        "kind": "licence/ordinary",
        "amount": offer.price,
        "payment_form": "lump",
    }
    assert found.initial["ip_ownership"] == "seller"


def test_every_accepted_term_is_carried_into_the_contract(market: Market) -> None:
    deal = pairs.deal(market)
    terms = {
        "price_mode": "entry_royalty",
        "price": Decimal(300000),
        "royalty_rate": Decimal(3),
        "royalty_base": "sales",
        "use_field": "手机散热",
        "years": 5,
        "confidentiality_years": 3,
        "delivery": "签约后30日内交付工艺包。",
        "acceptance": "以第三方检测报告为准。",
        "other": "乙方每年派员一次 {title}。",
    }
    offer = offers.make(market.buyer, deal, **terms)
    offer_accept(actor=actor(market.office), offer_id=offer.pk)
    page = browser(market.buyer).get(reverse("deal", args=[deal.pk]))
    (form,) = [s.context["form"] for s in page.context["sections"] if "contracts/" in s.template]
    begun = form.initial
    assert deal.offer is not None
    assert deal.need is not None
    # The price is the entry fee alone, so that the whole is not given as if it were it.
    assert (begun["amount"], begun["entry_fee"]) == (None, Decimal(300000))
    assert begun["title"] == deal.offer.title
    assert begun["ends_on"].year - begun["starts_on"].year in {4, 5}
    sent = {k: v for k, v in begun.items() if v is not None} | {"amount": "2000000"}
    browser(market.buyer).post(reverse("contract_draft", args=[deal.pk]), sent)
    text = {c["code"]: c["text"] for c in Contract.objects.get(deal=deal).clauses}
    assert "至本合同终止后3年止" in text["confidentiality"]
    assert "自本合同生效之日起5年" in text["scope"]
    assert "地域：全国；范围：手机散热。" in text["scope"]
    assert "签约后30日内交付工艺包；交付地点" in text["plan"]
    assert "以第三方检测报告为准。" in text["acceptance"]
    assert "（5年）" in text["payment"]
    assert text["other"] == "双方另行约定：乙方每年派员一次 {title}。"
    assert f"“{deal.offer.title}”" in text["object"]
    assert deal.need.title not in text["object"]
