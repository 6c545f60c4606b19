"""What people make of pairings is kept once, for good, with the place where it was shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import User
from backend.contracts.models import Contract
from backend.contracts.services import contract_draft
from backend.core.errors import NotFound, NotPermitted
from backend.core.models import Delivery, Event
from backend.deals.models import Deal
from backend.deals.services import deal_close, deal_end
from backend.discovery.models import Outcome
from backend.discovery.services import outcomes_record_ignored, pair_judge
from backend.pairings.models import Pairing
from backend.pairings.services import pairing_accept, pairing_decline
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.factories import Market, actor

Drain = Callable[[], int]


pytestmark = pytest.mark.usefixtures("english")


def look(person: User, pairing: Pairing) -> None:
    client = Client()
    client.force_login(person)
    assert client.get(reverse("pairing", args=[pairing.pk])).status_code == 200


def kept(*without: str) -> list[tuple[Any, ...]]:
    rows = Outcome.objects.exclude(kind__in=["shown", *without]).order_by("pk")
    return list(rows.values_list("kind", "side", "organisation_id", "reason"))


def test_a_whole_life_is_one_stream(market: Market, drain: Drain) -> None:
    """Shown, opened, accepted, talked, contracted, delivered, in this order, each side its own rows."""
    pairing = pairs.pairing(market)
    drain()
    for person in (market.buyer, market.researcher):
        look(person, pairing)
    drain()
    for person, revision in ((market.buyer, 1), (market.office, 2)):
        pairing_accept(actor=actor(person), pairing_id=pairing.pk, expected_revision=revision)
        drain()
    deal = Deal.objects.get()
    made = contract_draft(actor=actor(market.buyer), deal_id=deal.pk, values=records.VALUES)
    records.confirm(market, Contract.objects.get(pk=made.pk))
    drain()
    deal_close(actor=actor(market.office), deal_id=deal.pk)
    drain()
    buyer, seller = market.enterprise.pk, market.university.pk
    rows = Outcome.objects.order_by("occurred_at", "pk").values_list("kind", "organisation_id")
    told = ("shown", "opened", "accepted", "talked", "contracted", "delivered")
    assert sorted(rows) == sorted((kind, side) for kind in told for side in (buyer, seller))
    assert list(dict.fromkeys(kind for kind, _side in rows)) == list(told)
    first = Outcome.objects.filter(kind="accepted").earliest("pk")
    assert (first.position, first.release) == (1, Pairing.objects.get().release)
    assert first.occurred_at == Event.objects.get(pk=first.event_id).occurred_at


def test_talks_that_end_are_kept_with_their_reason(market: Market, drain: Drain) -> None:
    deal = pairs.deal(market)
    deal_end(actor=actor(market.buyer), deal_id=deal.pk, reason="indicators_short")
    drain()
    assert kept("accepted", "talked") == [
        ("failed", "need", market.enterprise.pk, "indicators_short"),
        ("failed", "offer", market.university.pk, "indicators_short"),
    ]


def test_a_decline_keeps_its_reason(market: Market, drain: Drain) -> None:
    found = pairs.pairing(market)
    pairing_decline(
        actor=actor(market.buyer), pairing_id=found.pk, expected_revision=1, reason="not_mature"
    )
    drain()
    assert kept() == [("declined", "need", market.enterprise.pk, "not_mature")]


def test_a_repeated_reaction_keeps_nothing_twice(market: Market, drain: Drain) -> None:
    found = pairs.pairing(market)
    pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=1)
    drain()
    before = Outcome.objects.count()
    Delivery.objects.update(state="pending", due_at=timezone.now())
    drain()
    assert Outcome.objects.count() == before


def test_the_first_look_of_a_side_is_kept_and_nobody_elses(market: Market, drain: Drain) -> None:
    found = pairs.pairing(market)
    for person in (market.operator, market.researcher, market.office, market.researcher):
        look(person, found)
    drain()
    assert kept() == [("opened", "offer", market.university.pk, "")]
    look(market.buyer, found)
    drain()
    assert [row[:2] for row in kept()] == [("opened", "offer"), ("opened", "need")]


def test_the_place_shown_is_the_sides_own(market: Market, drain: Drain) -> None:
    better, worse = pairs.pairing(market), pairs.pairing(market)
    Pairing.objects.filter(pk=worse.pk).update(need=better.need, need_probability=0.5)
    look(market.buyer, worse)
    look(market.researcher, worse)
    drain()
    places = dict(Outcome.objects.filter(kind="opened").values_list("side", "position"))
    assert places == {"need": 2, "offer": 1}


def test_what_was_told_and_not_opened_is_kept_after_two_weeks(market: Market, drain: Drain) -> None:
    found = pairs.pairing(market)
    look(market.buyer, found)
    drain()
    assert outcomes_record_ignored() == 0
    then = timezone.now() - timedelta(days=15)
    Pairing.objects.update(need_listed_at=then, offer_listed_at=then)
    assert outcomes_record_ignored() == 1
    assert outcomes_record_ignored() == 0
    assert kept()[-1][:2] == ("ignored", "offer")
    look(market.researcher, found)
    drain()
    assert kept()[-1][:2] == ("opened", "offer")


def test_what_was_never_pushed_is_not_ignored(market: Market) -> None:
    pairs.pairing(market)
    Pairing.objects.update(need_told_in=None, offer_told_in=None)
    assert outcomes_record_ignored(before=timezone.now()) == 0


def test_operators_judge_and_others_do_not(market: Market) -> None:
    need, offer = pairs.need(market.buyer), pairs.achievement(market.researcher)
    for person in (market.buyer, market.broker, market.stranger):
        with pytest.raises(NotPermitted):
            pair_judge(actor=actor(person), need_id=need.pk, offer_id=offer.pk, grade=3)
    assert not Outcome.objects.exists()
    assert not Event.objects.filter(name="pair.judged").exists()
    judged = pair_judge(actor=actor(market.operator), need_id=need.pk, offer_id=offer.pk, grade=3)
    assert (judged.kind, judged.grade, judged.organisation_id, judged.side) == (
        "judged", 3, None, "",
    )  # fmt: skip


@pytest.mark.parametrize("grade", [-1, 4, 99])
def test_a_grade_out_of_range_is_refused(market: Market, grade: int) -> None:
    need, offer = pairs.need(market.buyer), pairs.achievement(market.researcher)
    with pytest.raises(ValidationError, match="0 to 3"):
        pair_judge(actor=actor(market.operator), need_id=need.pk, offer_id=offer.pk, grade=grade)


def test_only_a_need_and_an_offer_are_a_pair(market: Market) -> None:
    need, other = pairs.need(market.buyer), factories.need(market.stranger)
    for pair in ((need.pk, other.pk), (need.pk, need.pk), (need.pk, 999_999), (0, need.pk)):
        with pytest.raises(NotFound):
            pair_judge(actor=actor(market.operator), need_id=pair[0], offer_id=pair[1], grade=1)
    assert not Outcome.objects.exists()


def test_outcomes_are_never_changed_or_deleted(market: Market) -> None:
    need, offer = pairs.need(market.buyer), pairs.achievement(market.researcher)
    judged = pair_judge(actor=actor(market.operator), need_id=need.pk, offer_id=offer.pk, grade=3)
    judged.grade = 0
    for attempt in (
        judged.save,
        judged.delete,
        Outcome.objects.all().delete,
        lambda: Outcome.objects.update(grade=0),
        lambda: Outcome.objects.bulk_update([judged], ["grade"]),
    ):
        with pytest.raises(TypeError, match="append-only"):
            attempt()
    assert Outcome.objects.get().grade == 3


def test_a_grade_belongs_to_a_judgement_alone(market: Market) -> None:
    need, offer = pairs.need(market.buyer), pairs.achievement(market.researcher)
    fields = {"event_id": 1, "need": need, "offer": offer, "occurred_at": timezone.now()}
    for wrong in ({"kind": "accepted", "grade": 2}, {"kind": "judged", "grade": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Outcome.objects.create(**fields, **wrong)


def test_a_contract_without_a_pairing_has_no_place(market: Market, drain: Drain) -> None:
    found = pairs.pairing(market)
    pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=1)
    Pairing.objects.filter(pk=found.pk).delete()
    drain()
    row = Outcome.objects.get(kind="accepted")
    assert (row.position, row.release) == (None, "")
