"""Who is told of what, in which words, and by mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from backend.accounts.events import MemberJoined
from backend.accounts.models import Duty
from backend.accounts.notices import VERIFIED
from backend.catalog.events import ListingsImported
from backend.catalog.services import listing_assign_broker
from backend.contracts.models import Contract
from backend.contracts.services import contract_return
from backend.core.notices import notice_send, notices_register
from backend.core.outbox import publish
from backend.pairings.notices import PROPOSED
from backend.pairings.services import pairing_accept, pairing_decline
from notifications import facade as notifications
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.backend.portal.notices import told
from tests.factories import Market, actor

pytestmark = pytest.mark.usefixtures("english")


def test_the_steps_of_a_deal_are_told_to_whom_they_concern(
    market: Market, drain: Callable[[], int]
) -> None:
    pairing = pairs.pairing(market)
    drain()
    pairing_accept(actor=actor(market.buyer), pairing_id=pairing.pk, expected_revision=1)
    drain()
    name = market.enterprise.name
    assert told(market.office)[0].sentence == f"{name} accepted and waits for your answer"
    pairing_decline(
        actor=actor(market.office), pairing_id=pairing.pk, expected_revision=2, reason="terms"
    )
    drain()
    assert told(market.buyer)[0].sentence == (
        f"{market.university.name} declined: Terms of cooperation do not fit"
    )


def test_the_steps_of_a_contract_are_told_with_title_and_amount(
    market: Market, drain: Callable[[], int]
) -> None:
    contract = records.drafted(market)
    drain()
    seen = told(market.office)[0]
    assert seen.sentence == f"{market.enterprise.name} drafted the contract record"
    assert seen.detail == "散热膜委托开发 · CN¥1.25M"
    assert seen.url == reverse("contract", args=[contract.pk])
    contract_return(
        actor=actor(market.office), contract_id=contract.pk, expected_revision=1, note="日期"
    )
    drain()
    assert told(market.buyer)[0].sentence == "The contract record came back with remarks"


def test_an_import_and_a_verification_are_told(market: Market, drain: Callable[[], int]) -> None:
    organisation = factories.organisation(name="新核验的单位")
    imported = {"kind": "achievement", "imported": 3, "unchanged": 1, "refused": 2}
    with transaction.atomic():
        publish(ListingsImported(organisation_id=market.university.pk, **imported), actor_id=None)
    drain()
    notice_send(VERIFIED, readers=[actor(market.office)], about=organisation.pk, key="event:2")
    first, second = told(market.office)
    assert first.sentence == "新核验的单位 is verified: its drafts can be published"
    assert second.sentence == "3 listings were imported"
    assert second.detail == "Achievement; unchanged: 1, refused: 2"


def test_what_a_notice_said_stays_said(market: Market, drain: Callable[[], int]) -> None:
    """Amount and title change later; the notice tells what was so when it was sent."""
    contract = records.drafted(market)
    drain()
    Contract.objects.filter(pk=contract.pk).update(
        amount=999, technology_amount=999, title="改过的项目"
    )
    assert told(market.office)[0].detail == "散热膜委托开发 · CN¥1.25M"
    with translation.override("zh-hans"):
        assert told(market.office)[0].detail == "散热膜委托开发 · 125万元"


def test_who_may_not_know_of_a_thing_is_not_told_of_it(market: Market) -> None:
    pairing = pairs.pairing(market)
    readers = [actor(market.stranger), actor(market.buyer)]
    assert notice_send(PROPOSED, readers=readers, about=pairing.pk, key="k") == 1
    assert notifications.inbox(market.stranger.pk) == []


def test_kinds_of_notices_are_named_once() -> None:
    notices_register(PROPOSED)
    with pytest.raises(ValueError, match="pairing_proposed"):
        notices_register(replace(PROPOSED, tone=""))


def test_who_answers_for_an_organisation_hears_who_joined(
    market: Market, drain: Callable[[], int]
) -> None:
    person = factories.member(market.university, Duty.RESEARCHER, name="新成员")
    joined = MemberJoined(
        organisation_id=market.university.pk, user_id=person.pk, duties=("researcher",)
    )
    with transaction.atomic():
        publish(joined, actor_id=None)
    drain()
    (seen,) = told(market.office)
    assert seen.sentence == f"新成员 joined {market.university.name}"
    assert seen.url == reverse("settings")
    assert told(person) == told(market.researcher) == []


def test_a_broker_hears_what_to_accompany_once(market: Market, drain: Callable[[], int]) -> None:
    listing = factories.need(market.buyer, title="需要经纪的需求")
    for _time in range(2):
        listing_assign_broker(
            actor=actor(market.buyer), listing_id=listing.pk, broker_id=market.broker.pk
        )
    drain()
    (seen,) = told(market.broker)
    assert seen.sentence == (
        f"{market.enterprise.name} asks you to accompany this listing as its broker"
    )
    assert (seen.detail, seen.url) == (listing.title, reverse("listing", args=[listing.pk]))
