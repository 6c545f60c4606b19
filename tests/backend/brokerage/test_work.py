"""What brokers put on record in a deal, and what they are paid: who writes, who agrees, who reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import Duty, Organisation, User
from backend.brokerage import services
from backend.brokerage.models import BrokerNote, Commission, Consent, Service
from backend.brokerage.values import CommissionValues, ServiceValues
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.deals.models import Deal
from notifications.models import NoticeRow
from tests import factories
from tests.backend.brokerage import brokered
from tests.backend.pairings.test_api import API, client
from tests.browsers import browser, text
from tests.factories import Market, actor

Drain = Callable[[], int]


@pytest.fixture
def deal(market: Market) -> Deal:
    return brokered.deal(market)


def worked(days_ago: int = 0, words: str = "陪同双方看样") -> ServiceValues:
    day = timezone.localdate() - timedelta(days=days_ago)
    return ServiceValues(kind="introduce", done_on=day, words=words)


def rows() -> tuple[int, ...]:
    models = (Service, BrokerNote, Commission, Consent, Event)
    return tuple(model.objects.count() for model in models)


def co_broker(deal: Deal, market: Market) -> tuple[Organisation, User]:
    """A second agency, which accompanies the achievement."""
    agency = factories.organisation(Organisation.Kind.AGENCY)
    person = factories.member(agency, Duty.BROKER, name="Co-broker")
    assert deal.offer is not None
    brokered.accompany(deal.offer, market.researcher, person)
    return agency, person


def propose(market: Market, deal: Deal, values: CommissionValues = brokered.RATE) -> Commission:
    return services.commission_propose(actor=actor(market.broker), deal_id=deal.pk, values=values)


def agree(person: User, commission: Commission) -> Commission:
    found = Commission.objects.get(pk=commission.pk)
    return services.commission_agree(
        actor=actor(person), commission_id=found.pk, expected_revision=found.revision
    )


def test_a_service_is_read_by_both_sides_and_struck_out_in_sight(
    market: Market, deal: Deal
) -> None:
    broker = browser(market.broker)
    data = {"kind": "introduce", "done_on": timezone.localdate().isoformat(), "words": "陪同看样"}
    page = reverse("deal", args=[deal.pk])
    broker.post(reverse("service_log", args=[deal.pk]), data)
    for reader in (market.buyer, market.office, market.broker):
        seen = text(browser(reader).get(page))
        assert "陪同看样" in seen
        assert "Service on record: Introduce the two sides" in seen
    service = Service.objects.get()
    address = reverse("service_strike", args=[deal.pk, service.pk])
    assert broker.post(address, {"why": ""}).status_code == 422
    broker.post(address, {"why": "日期写错"})
    seen = text(browser(market.buyer).get(page))
    assert "陪同看样" in seen
    assert "日期写错" in seen
    with pytest.raises(WrongState):
        services.service_strike(
            actor=actor(market.broker), deal_id=deal.pk, service_id=service.pk, why="again"
        )


def test_only_its_brokers_write(market: Market, deal: Deal) -> None:
    before = rows()
    people = {"stranger": 404, "buyer": 403, "office": 403, "operator": 403}
    for route in ("service_log", "broker_note", "commission_propose"):
        for who, status in people.items():
            address = reverse(route, args=[deal.pk])
            answer = browser(getattr(market, who)).post(address, {"text": "x"})
            assert answer.status_code == status, (route, who)
    assert rows() == before


def test_what_is_no_service_is_told_by_field(market: Market, deal: Deal) -> None:
    before = rows()
    wrong = [
        (worked(-1), "done_on"),
        (worked(2000), "done_on"),
        (worked(words="  "), "words"),
        (worked(words="x" * 2001), "words"),
        (ServiceValues(kind="sing", done_on=date(2026, 1, 1), words="x"), "kind"),
    ]
    for values, field in wrong:
        with pytest.raises(ValidationError) as refused:
            services.service_log(actor=actor(market.broker), deal_id=deal.pk, values=values)
        assert set(refused.value.message_dict) == {field}
    assert rows() == before


def test_notes_stay_in_the_agency(market: Market, deal: Deal) -> None:
    _agency, other = co_broker(deal, market)
    browser(market.broker).post(reverse("broker_note", args=[deal.pk]), {"text": "买方预算见底"})
    page = reverse("deal", args=[deal.pk])
    assert "买方预算见底" in text(browser(market.broker).get(page))
    for reader in (market.buyer, market.office, other, market.operator):
        assert "买方预算见底" not in text(browser(reader).get(page))


def test_a_commission_stands_when_all_have_agreed(market: Market, deal: Deal, drain: Drain) -> None:
    agency, other = co_broker(deal, market)
    shares = {market.agency.pk: Decimal("66.67"), agency.pk: Decimal("33.33")}
    made = propose(
        market, deal, CommissionValues(payer="seller", percent=Decimal(3), shares=shares)
    )
    drain()
    told = NoticeRow.objects.filter(kind="commission_proposed").values_list("recipient", flat=True)
    assert set(told) == {market.office.pk, other.pk}
    assert agree(other, made).state == Commission.State.PROPOSED
    assert agree(market.office, made).state == Commission.State.AGREED
    consents = set(made.consents.values_list("organisation_id", "person_id"))
    assert consents == {
        (market.agency.pk, market.broker.pk),
        (agency.pk, other.pk),
        (market.university.pk, market.office.pk),
    }
    later = propose(market, deal, CommissionValues(payer="seller", amount=Decimal(50_000)))
    agree(market.office, later)
    made.refresh_from_db()
    assert made.state == Commission.State.REPLACED
    seen = text(browser(market.office).get(reverse("commission", args=[later.pk])))
    assert "¥50,000.00" in seen
    assert "Commission agreed by all" in seen
    told = list(
        Event.objects.filter(subject="commission", subject_id=later.pk)
        .order_by("occurred_at", "pk")
        .values_list("name", flat=True)
    )
    assert told[-2:] == ["commission.consented", "commission.agreed"]
    # A colleague reads the agency's commission, not the deal, and is told who does.
    colleague = browser(factories.member(market.agency, Duty.BROKER, name="Colleague"))
    page = colleague.get(reverse("commission", args=[later.pk])).content.decode()
    assert reverse("deal", args=[deal.pk]) + '"' not in page
    assert str(market.broker) in page
    assert str(market.broker) in colleague.get(reverse("pipeline")).content.decode()


def test_the_other_side_reads_nothing_of_it(market: Market, deal: Deal) -> None:
    made = propose(market, deal)
    page = reverse("commission", args=[made.pk])
    assert browser(market.office).get(page).status_code == 200
    assert browser(market.buyer).get(page).status_code == 404
    assert browser(market.stranger).get(page).status_code == 404
    assert page not in text(browser(market.buyer).get(reverse("deal", args=[deal.pk])))
    assert client(market.buyer).get(f"{API}/brokerage/commissions/").json()["results"] == []
    [row] = client(market.office).get(f"{API}/brokerage/commissions/").json()["results"]
    assert (row["percent"], row["agreed_by"]) == ("3.00", [market.agency.pk])


def test_only_who_pays_agrees(market: Market, deal: Deal) -> None:
    made = propose(market, deal)
    before = rows()
    people = {"buyer": 404, "stranger": 404, "researcher": 403, "broker": 403, "operator": 403}
    for act in ("agree", "decline"):
        for who, status in people.items():
            answer = client(getattr(market, who)).post(
                f"{API}/brokerage/commissions/{made.pk}/{act}/", {"revision": 1, "note": "x"}
            )
            assert answer.status_code == status, (act, who)
    assert rows() == before


def test_a_broker_of_the_side_that_pays_does_not_agree_to_his_own_pay(
    market: Market, deal: Deal
) -> None:
    factories.join(market.broker, market.university, Duty.UNIVERSITY_OFFICE)
    made = propose(market, deal)
    before = rows()
    with pytest.raises(NotPermitted):
        agree(market.broker, made)
    assert rows() == before
    seen = text(browser(market.buyer).get(reverse("deal", args=[deal.pk])))
    assert "also belongs to a party of it (Seller)" in seen


def test_what_is_no_commission_is_told_by_field(market: Market, deal: Deal) -> None:
    before = rows()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"percent": None}, "percent"),
        ({"amount": Decimal(1)}, "percent"),
        ({"percent": Decimal("30.01")}, "percent"),
        ({"percent": Decimal(0)}, "percent"),
        ({"percent": None, "amount": Decimal(0)}, "amount"),
        ({"percent": None, "amount": Decimal(10) ** 14}, "amount"),
        ({"payer": "broker"}, "payer"),
        ({"shares": {0: Decimal(100)}}, "shares"),
    ]
    for changes, field in wrong:
        values = {"payer": "seller", "percent": Decimal(3), **changes}
        with pytest.raises(ValidationError) as refused:
            propose(market, deal, CommissionValues(**values))
        assert set(refused.value.message_dict) == {field}, changes
    assert rows() == before


def test_shares_of_99_99_are_refused(market: Market, deal: Deal) -> None:
    agency, _other = co_broker(deal, market)
    before = rows()
    answer = browser(market.broker).post(
        reverse("commission_propose", args=[deal.pk]),
        {
            "payer": "seller",
            "mode": "rate",
            "percent": "3",
            "currency": "CNY",
            f"share_{market.agency.pk}": "66.66",
            f"share_{agency.pk}": "33.33",
        },
    )
    assert answer.status_code == 422
    assert "sum to 99.99%" in text(answer)
    assert rows() == before


def test_one_proposal_of_a_side_at_a_time(market: Market, deal: Deal) -> None:
    made = propose(market, deal)
    before = rows()
    with pytest.raises(WrongState):
        propose(market, deal)
    assert rows() == before
    services.commission_decline(
        actor=actor(market.office), commission_id=made.pk, expected_revision=1, note="太高"
    )
    assert propose(market, deal).pk != made.pk
    with pytest.raises(NotFound):
        services.commission_withdraw(
            actor=actor(market.stranger), commission_id=made.pk, expected_revision=1
        )
