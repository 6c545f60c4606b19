"""Accepting and declining: what each does, and that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from backend.catalog.services import listing_withdraw
from backend.core.errors import NotFound, NotPermitted, Refusal, Stale, WrongState
from backend.core.models import Event
from backend.deals.models import Deal
from backend.pairings.models import Decision, Pairing
from backend.pairings.services import pairing_accept, pairing_decline
from tests import factories
from tests.backend.pairings import pairs
from tests.factories import Market, actor

pytestmark = pytest.mark.both_databases


def state(found: Pairing) -> tuple[object, ...]:
    found = Pairing.objects.get(pk=found.pk)
    return (
        found.need_decision,
        found.offer_decision,
        found.revision,
        found.decline_reason,
        Event.objects.count(),
        Deal.objects.count(),
    )


def test_both_accepting_opens_one_deal_and_the_details(market: Market) -> None:
    found = pairs.pairing(market, offer_disclosure="confidential")
    pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=1)
    assert not Deal.objects.exists()
    pairing_accept(actor=actor(market.researcher), pairing_id=found.pk, expected_revision=2)
    deal = Deal.objects.get()
    assert (deal.origin_kind, deal.origin_id) == ("pairing", found.pk)
    names = list(Event.objects.order_by("id").values_list("name", "actor_id"))[-4:]
    assert [name for name, _actor in names] == [
        "pairing.accepted",
        "listing.audience_changed",
        "listing.audience_changed",
        "deal.opened",
    ]
    assert {who for _name, who in names} == {market.researcher.pk}
    assert list(found.offer.grants.values_list("organisation_id", flat=True)) == [
        market.enterprise.pk
    ]


def test_declining_keeps_the_reason_and_ends_it(market: Market) -> None:
    found = pairs.pairing(market)
    pairing_decline(
        actor=actor(market.office),
        pairing_id=found.pk,
        expected_revision=1,
        reason="terms",
        note=" 只做独占许可 ",
    )
    found.refresh_from_db()
    assert found.offer_decision == Decision.DECLINED
    assert (found.decline_reason, found.decline_note) == ("terms", "只做独占许可")
    before = state(found)
    with pytest.raises(WrongState):
        pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=2)
    assert state(found) == before


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("stranger", NotFound),
        ("colleague", NotPermitted),
        ("broker", NotFound),
        ("operator", NotPermitted),
    ],
)
def test_nobody_else_decides(market: Market, who: str, refusal: type[Refusal]) -> None:
    found = pairs.pairing(market)
    before = state(found)
    somebody = actor(getattr(market, who))
    with pytest.raises(refusal):
        pairing_accept(actor=somebody, pairing_id=found.pk, expected_revision=1)
    with pytest.raises(refusal):
        pairing_decline(actor=somebody, pairing_id=found.pk, expected_revision=1, reason="terms")
    assert state(found) == before


def test_a_side_decides_once(market: Market) -> None:
    found = pairs.pairing(market)
    pairing_accept(actor=actor(market.office), pairing_id=found.pk, expected_revision=1)
    before = state(found)
    with pytest.raises(WrongState):
        pairing_accept(actor=actor(market.researcher), pairing_id=found.pk, expected_revision=2)
    assert state(found) == before


def test_what_changed_meanwhile_is_read_first(market: Market) -> None:
    found = pairs.pairing(market)
    pairing_accept(actor=actor(market.office), pairing_id=found.pk, expected_revision=1)
    before = state(found)
    with pytest.raises(Stale) as refused:
        pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=1)
    assert (refused.value.changed_by, refused.value.revision) == ("Office", 2)
    assert state(found) == before


def test_a_withdrawn_listing_is_not_decided_on(market: Market) -> None:
    found = pairs.pairing(market)
    listing_withdraw(actor=actor(market.buyer), listing_id=found.need_id)
    before = state(found)
    with pytest.raises(WrongState):
        pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=1)
    assert state(found) == before


@pytest.mark.parametrize(
    ("reason", "note", "field"),
    [
        ("", "", "reason"),
        ("because", "", "reason"),
        ("other", "  ", "note"),
        ("terms", "长" * 2001, "note"),
    ],
)
def test_a_refusal_needs_a_reason(market: Market, reason: str, note: str, field: str) -> None:
    found = pairs.pairing(market)
    before = state(found)
    with pytest.raises(ValidationError) as refused:
        pairing_decline(
            actor=actor(market.buyer),
            pairing_id=found.pk,
            expected_revision=1,
            reason=reason,
            note=note,
        )
    assert list(refused.value.message_dict) == [field]
    assert state(found) == before


@pytest.mark.servers  # SQLite's shared memory has one lock for a table: PostgreSQL shows the race
@pytest.mark.django_db(transaction=True)
def test_concurrent_accepts_open_one_deal() -> None:
    """Both sides, and each side twice, at once: one deal, each side's acceptance once."""
    market = factories.market()
    found = pairs.pairing(market)
    start = Barrier(4)
    refused: list[BaseException] = []

    def accepts(person: object) -> Callable[[], None]:
        who = actor(person)  # type: ignore[arg-type]

        def run() -> None:
            start.wait(10)
            # Whoever comes second is told to look again, and does.
            for revision in (1, 2, 3):
                try:
                    pairing_accept(actor=who, pairing_id=found.pk, expected_revision=revision)
                except Refusal as error:
                    refused.append(error)
                    if not isinstance(error, Stale):
                        break
                else:
                    break
            connection.close()

        return run

    people = [market.buyer, market.buyer, market.office, market.researcher]
    threads = [Thread(target=accepts(person)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    found.refresh_from_db()
    assert found.agreed
    assert Deal.objects.count() == 1
    assert Event.objects.filter(name="pairing.accepted").count() == 2
    assert Event.objects.filter(name="deal.opened").count() == 1
    assert all(isinstance(error, (Stale, WrongState)) for error in refused)
