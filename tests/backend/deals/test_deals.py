"""What becomes of a deal: its people, its contracts one after another, its end and a second try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Duty, User
from backend.catalog.services import listing_assign_broker
from backend.contracts.models import Contract
from backend.contracts.services import (
    contract_confirm,
    contract_draft,
    contract_withdraw,
)
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.deals.models import Deal, DealDuty, Stage
from backend.deals.selectors import deal_followed_by
from backend.deals.services import DealValues, deal_end, deal_open
from backend.pairings.models import Pairing
from backend.pairings.services import pairing_accept, pairing_resume
from notifications.models import NoticeRow
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.factories import Market, actor

Drain = Callable[[], int]


def notices_of(person: User) -> list[str]:
    """Kinds of what somebody was told, oldest first."""
    return list(
        NoticeRow.objects.filter(recipient=person.pk).order_by("pk").values_list("kind", flat=True)
    )


def end(market: Market, deal: Deal, reason: str = "terms", note: str = "") -> Deal:
    return deal_end(
        actor=actor(market.buyer),
        deal_id=deal.pk,
        expected_revision=deal.revision,
        reason=reason,
        note=note,
    )


def test_a_deal_has_its_people_with_their_duties(market: Market) -> None:
    deal = pairs.deal(market)
    people = {(p.user, p.organisation, p.duty) for p in deal.people.all()}
    assert people == {
        (market.buyer, market.enterprise, DealDuty.BUYER),
        (market.researcher, market.university, DealDuty.SELLER),
        (market.office, market.university, DealDuty.SELLER),
    }


def test_a_listings_broker_comes_into_its_deals_and_leaves_them(
    market: Market, drain: Drain
) -> None:
    deal = pairs.deal(market)
    with pytest.raises(NotFound):
        deal_followed_by(actor(market.broker), deal.pk)
    assert deal.need_id is not None
    for broker_id in (market.broker.pk, None):
        listing_assign_broker(
            actor=actor(market.buyer), listing_id=deal.need_id, broker_id=broker_id
        )
        drain()
        found = deal.people.filter(duty=DealDuty.BROKER)
        assert [p.user_id for p in found] == ([market.broker.pk] if broker_id else [])
    with pytest.raises(NotFound):
        deal_followed_by(actor(market.broker), deal.pk)


def test_contracts_follow_one_another(market: Market) -> None:
    first = records.drafted(market)
    again = {"actor": actor(market.office), "deal_id": first.deal_id, "values": records.VALUES}
    with pytest.raises(WrongState):
        contract_draft(**again)  # type: ignore[arg-type]
    assert Contract.objects.count() == 1
    records.confirm(market, first)
    second = contract_draft(**again)  # type: ignore[arg-type]
    assert (first.kind, second.kind) == (Contract.Kind.MAIN, Contract.Kind.SUPPLEMENTARY)
    assert Deal.objects.get().stage == Stage.DELIVERY
    contract_confirm(actor=actor(market.buyer), contract_id=second.pk, expected_revision=1)
    assert Deal.objects.get().stage == Stage.DELIVERY
    page = Client(headers={"accept-language": "en"})
    page.force_login(market.buyer)
    shown = page.get(reverse("deal", args=[first.deal_id])).content.decode()
    assert f"/contracts/{first.pk}/" in shown
    assert f"/contracts/{second.pk}/" in shown
    assert "Draft a supplementary agreement" in shown
    assert "End the deal" not in shown


@pytest.mark.servers  # SQLite's shared memory has one lock for a table: PostgreSQL shows the race
@pytest.mark.django_db(transaction=True)
def test_two_who_draft_at_once_make_one_record() -> None:
    market = factories.market()
    deal = pairs.deal(market)
    start = Barrier(2)
    refused: list[WrongState] = []

    def draft(person: User) -> None:
        start.wait(10)
        try:
            contract_draft(actor=actor(person), deal_id=deal.pk, values=records.VALUES)
        except WrongState as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=draft, args=[who]) for who in (market.buyer, market.office)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (Contract.objects.count(), len(refused)) == (1, 1)
    assert Event.objects.filter(name="contract.proposed").count() == 1


def test_a_draft_taken_back_leaves_the_talks_open_for_another(market: Market) -> None:
    contract = records.drafted(market)
    with pytest.raises(NotPermitted):
        contract_withdraw(actor=actor(market.office), contract_id=contract.pk, expected_revision=1)
    contract_withdraw(actor=actor(market.buyer), contract_id=contract.pk, expected_revision=1)
    assert Deal.objects.get().stage == Stage.TERMS
    other = contract_draft(
        actor=actor(market.office), deal_id=contract.deal_id, values=records.VALUES
    )
    assert other.kind == Contract.Kind.MAIN
    assert Deal.objects.get().stage == Stage.CONTRACT


def test_the_database_holds_one_draft_and_one_running_deal(market: Market) -> None:
    contract = records.drafted(market)
    for row in (contract, contract.deal):
        row.pk = None
        row._state.adding = True
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_ending_tells_the_other_side_why_and_drops_the_draft(market: Market, drain: Drain) -> None:
    contract = records.drafted(market)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(market.buyer)
    address = reverse("deal_act", args=[contract.deal_id, "end"])
    deal = Deal.objects.get()
    before = Event.objects.count()
    wordless = browser.post(address, {"revision": deal.revision, "reason": "other", "note": " "})
    assert wordless.status_code == 422
    assert "Say in a few words" in wordless.content.decode()
    assert Event.objects.count() == before
    data = {"revision": deal.revision, "reason": "other", "note": "项目并入集团"}
    assert browser.post(address, data).status_code == 302
    browser.force_login(market.office)
    page = browser.get(reverse("deal", args=[deal.pk])).content.decode()
    for told in ("End", "项目并入集团", "Deal ended: Another reason"):
        assert told in page
    with pytest.raises(WrongState):
        records.confirm(market, contract)
    drain()
    contract.refresh_from_db()
    assert contract.state == Contract.State.DROPPED
    assert notices_of(market.office)[-1] == "deal_ended"
    assert {"deal_ended", "contract_dropped"} & set(notices_of(market.buyer)) == set()


@pytest.mark.parametrize(("reason", "note"), [("", ""), ("because", "x"), ("other", "")])
def test_ending_needs_a_reason(market: Market, reason: str, note: str) -> None:
    deal = pairs.deal(market)
    with pytest.raises(ValidationError):
        end(market, deal, reason, note)
    assert Deal.objects.get().stage == Stage.CONTACT


def test_a_contracted_deal_is_not_ended(market: Market) -> None:
    records.confirm(market, records.drafted(market))
    with pytest.raises(WrongState):
        end(market, Deal.objects.get())
    assert Deal.objects.get().stage == Stage.DELIVERY


def test_the_drafter_is_not_asked_to_check_his_own_record(market: Market, drain: Drain) -> None:
    records.drafted(market)
    drain()
    assert "contract_proposed" in notices_of(market.office)
    assert "contract_proposed" not in notices_of(market.buyer)


def test_two_listings_try_again_after_talks_that_ended(market: Market) -> None:
    first = pairs.deal(market)
    found = Pairing.objects.get()
    with pytest.raises(WrongState):
        pairing_resume(
            actor=actor(market.office), pairing_id=found.pk, expected_revision=found.revision
        )
    end(market, first)
    found = pairing_resume(
        actor=actor(market.office), pairing_id=found.pk, expected_revision=found.revision
    )
    assert (found.need_decision, found.offer_decision, found.deal) == ("open", "accepted", None)
    pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=found.revision)
    lost, second = Deal.objects.order_by("pk")
    assert (lost.stage, second.stage) == (Stage.LOST, Stage.CONTACT)
    assert second.origin_id == found.pk


def test_another_origin_joins_the_running_deal(market: Market) -> None:
    deal = pairs.deal(market)
    values = DealValues(
        origin_kind="hand",
        origin_id=None,
        title="x",
        buyer_id=deal.buyer_id,
        seller_id=deal.seller_id,
        need=deal.need,
        offer=deal.offer,
    )
    with transaction.atomic():
        assert deal_open(actor=actor(market.operator), values=values) == deal
    assert Deal.objects.count() == 1


def test_who_belongs_to_both_sides_chooses_for_which_he_acts(market: Market) -> None:
    found = pairs.pairing(market)
    both = factories.member(market.enterprise, Duty.ENTERPRISE_MEMBER)
    factories.join(both, market.university, Duty.UNIVERSITY_OFFICE)
    third = factories.organisation()
    factories.join(both, third, Duty.ENTERPRISE_MEMBER)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(both)
    address = reverse("pairing_act", args=[found.pk, "accept"])

    def acting_for(organisation_id: int) -> None:
        browser.post(reverse("organisation_switch"), {"organisation": organisation_id})

    acting_for(third.pk)
    assert (
        "Choose at the top of the page"
        in browser.get(reverse("pairing", args=[found.pk])).content.decode()
    )
    assert browser.post(address, {"revision": 1}).status_code == 403
    found.refresh_from_db()
    assert (found.need_decision, found.offer_decision) == ("open", "open")
    acting_for(market.university.pk)
    assert browser.post(address, {"revision": 1}).status_code == 302
    found.refresh_from_db()
    assert (found.need_decision, found.offer_decision) == ("open", "accepted")


def test_an_amount_of_15_digits_is_kept_and_one_more_is_refused(market: Market) -> None:
    deal = pairs.deal(market)
    most = Decimal("9999999999999.99")
    with pytest.raises(ValidationError) as refused:
        contract_draft(
            actor=actor(market.buyer),
            deal_id=deal.pk,
            values=replace(records.VALUES, amount=most + 1),
        )
    assert list(refused.value.message_dict) == ["amount"]
    made = contract_draft(
        actor=actor(market.buyer), deal_id=deal.pk, values=replace(records.VALUES, amount=most)
    )
    assert Contract.objects.get(pk=made.pk).amount == most
