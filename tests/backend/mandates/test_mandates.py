"""A client lets its broker answer for it: within its scope, on record, until it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from backend.accounts.events import MemberLeft
from backend.accounts.models import Duty, Organisation, User
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.deals.models import Deal, DealDuty
from backend.introductions.services import introduction_agree, introduction_make
from backend.introductions.values import IntroductionValues
from backend.mandates.models import Mandate
from backend.mandates.reactions import mandates_member_leave
from backend.mandates.services import (
    mandate_grant,
    mandate_lay_down,
    mandate_revoke,
    mandates_expire,
)
from backend.mandates.values import MandateValues
from backend.pairings.models import Pairing, Side
from backend.pairings.selectors import pairings_to_answer
from backend.pairings.services import pairing_accept, pairing_decline
from backend.pairings.services.deciding import pairing_reconsider
from notifications.models import NoticeRow
from tests import factories
from tests.backend.pairings import pairs
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def granted(by: User, broker: User, listing_id: int | None = None) -> Mandate:
    """For a month."""
    until = timezone.localdate() + timedelta(days=30)
    values = MandateValues(broker_id=broker.pk, listing_id=listing_id, ends_on=until)
    return mandate_grant(actor=actor(by), values=values)


def answer(market: Market, pairing: Pairing) -> Pairing:
    """The broker accepts."""
    revision = Pairing.objects.get(pk=pairing.pk).revision
    return pairing_accept(
        actor=actor(market.broker), pairing_id=pairing.pk, expected_revision=revision
    )


@pytest.mark.usefixtures("english")
def test_a_broker_answers_for_the_client_and_everybody_reads_that(
    market: Market, drain: Callable[[], int]
) -> None:
    pairing = pairs.pairing(market)
    with refused(NotFound):
        answer(market, pairing)
    mandate = granted(market.buyer, market.broker, pairing.need_id)
    pairing.need.refresh_from_db()
    assert pairing.need.broker == market.broker
    assert list(pairings_to_answer(actor(market.broker), Side.NEED)) == [pairing]
    assert not pairings_to_answer(actor(market.broker), Side.OFFER).exists()
    found = answer(market, pairing)
    assert (found.need_decision, found.need_mandate) == ("accepted", mandate.number)
    pairing_accept(
        actor=actor(market.office), pairing_id=pairing.pk, expected_revision=found.revision
    )
    people = {(p.user_id, p.duty) for p in Deal.objects.get().people.all()}
    assert (market.broker.pk, DealDuty.BROKER) in people
    assert (market.broker.pk, DealDuty.BUYER) not in people
    drain()
    told = NoticeRow.objects.filter(recipient=market.buyer.pk).values_list("kind", flat=True)
    assert "mandate_used" in told
    page = browser(market.office).get(reverse("pairing", args=[pairing.pk])).content.decode()
    assert f"by its broker under mandate {mandate.number}" in page
    record = browser(market.buyer).get(reverse("mandate", args=[mandate.pk])).content.decode()
    assert "Accepted a pairing of" in record
    assert browser(market.stranger).get(reverse("mandate", args=[mandate.pk])).status_code == 404


def test_what_it_does_not_cover_the_broker_does_not_answer(market: Market) -> None:
    pairing = pairs.pairing(market)
    other = factories.need(market.buyer, title="另一项需求")
    factories.assign_broker(pairing.need, market.buyer, market.broker)
    over_other = granted(market.buyer, market.broker, other.pk)
    with refused(NotPermitted):
        answer(market, pairing)
    whole = granted(market.buyer, market.broker)
    for_seller = granted(market.office, market.broker, pairing.offer_id)
    with refused(NotPermitted):  # one person does not agree with himself
        answer(market, pairing)
    mandate_revoke(actor=actor(market.office), mandate_id=for_seller.pk)
    mandate_revoke(actor=actor(market.buyer), mandate_id=whole.pk, note="自己来")
    with refused(NotPermitted):
        answer(market, pairing)
    with refused(WrongState):
        mandate_revoke(actor=actor(market.buyer), mandate_id=whole.pk)
    Mandate.objects.filter(pk=over_other.pk).update(ends_on=timezone.localdate() - timedelta(1))
    assert (mandates_expire(), mandates_expire()) == (1, 0)
    left = granted(market.buyer, market.broker)
    gone = MemberLeft(organisation_id=market.agency.pk, user_id=market.broker.pk, removed=False)
    mandates_member_leave(gone, 0)
    left.refresh_from_db()
    assert left.state == "laid_down"


def test_a_member_of_one_side_does_not_answer_for_the_other_by_mandate(market: Market) -> None:
    pairing = pairs.pairing(market)
    granted(market.buyer, market.broker, pairing.need_id)
    factories.join(market.broker, market.university, Duty.UNIVERSITY_OFFICE)
    assert not pairings_to_answer(actor(market.broker), Side.NEED).exists()
    who = replace(actor(market.broker), organisation_id=market.university.pk)
    pairing_accept(actor=who, pairing_id=pairing.pk, expected_revision=1)
    for own in (market.university, market.enterprise, market.agency):
        with refused((NotPermitted, WrongState)):
            pairing_accept(
                actor=replace(who, organisation_id=own.pk),
                pairing_id=pairing.pk,
                expected_revision=2,
            )
    pairing.refresh_from_db()
    assert (pairing.need_decision, pairing.deal) == ("open", None)


def test_who_answered_by_a_mandate_answers_for_nobody_against_it(market: Market) -> None:
    pairing = pairs.pairing(market)
    first = granted(market.buyer, market.broker, pairing.need_id)
    answer(market, pairing)
    second = granted(market.office, market.broker, pairing.offer_id)
    mandate_lay_down(actor=actor(market.broker), mandate_id=first.pk, note="x")
    assert not pairings_to_answer(actor(market.broker), Side.OFFER).exists()
    with refused(NotPermitted):
        answer(market, pairing)
    mandate_lay_down(actor=actor(market.broker), mandate_id=second.pk, note="x")
    factories.join(market.broker, market.university, Duty.UNIVERSITY_OFFICE)
    who = replace(actor(market.broker), organisation_id=market.university.pk)
    assert not pairings_to_answer(who, Side.OFFER).exists()
    with refused(NotPermitted):
        pairing_accept(actor=who, pairing_id=pairing.pk, expected_revision=2)
    assert pairings_to_answer(actor(market.office), Side.OFFER).exists()


def test_a_refusal_is_taken_back_on_record(market: Market) -> None:
    pairing = pairs.pairing(market)
    mandate = granted(market.buyer, market.broker, pairing.need_id)
    pairing_decline(
        actor=actor(market.buyer), pairing_id=pairing.pk, expected_revision=1, reason="terms"
    )
    who = actor(market.broker)
    mandate_revoke(actor=actor(market.buyer), mandate_id=mandate.pk)
    with refused(NotPermitted):  # as he was when the page was asked for
        pairing_reconsider(actor=who, pairing_id=pairing.pk, expected_revision=2)
    granted(market.buyer, market.broker, pairing.need_id)
    pairing_reconsider(actor=actor(market.broker), pairing_id=pairing.pk, expected_revision=2)
    assert Event.objects.get(name="mandate.used").payload["act"] == "reconsider"


def test_who_invites_for_one_side_does_not_agree_for_the_other(market: Market) -> None:
    firm = factories.organisation(Organisation.Kind.ENTERPRISE)
    member = factories.join(market.broker, firm, Duty.ENTERPRISE_MEMBER)
    need = factories.need(market.buyer)
    granted(market.buyer, market.broker, need.pk)
    who = replace(actor(market.broker), organisation_id=firm.pk)
    values = IntroductionValues(
        buyer_id=market.enterprise.pk, seller_id=firm.pk, need_id=need.pk, title="散热", note="谈谈",
    )  # fmt: skip
    made = introduction_make(actor=who, values=values)
    with refused(NotPermitted):
        introduction_agree(actor=who, introduction_id=made.pk)
    member.active = False
    member.save()
    with refused(NotPermitted):  # also once he left it
        introduction_agree(actor=actor(market.broker), introduction_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.deal) == ("open", None)


def test_an_invitation_is_answered_by_mandate(market: Market) -> None:
    need = factories.need(market.buyer)
    mandate = granted(market.buyer, market.broker, need.pk)
    made = introduction_make(
        actor=actor(market.office),
        values=IntroductionValues(
            buyer_id=market.enterprise.pk, seller_id=market.university.pk, need_id=need.pk,
            title="散热膜", note="想谈谈",
        ),
    )  # fmt: skip
    made = introduction_agree(actor=actor(market.broker), introduction_id=made.pk)
    assert (made.state, made.buyer_mandate) == ("agreed", mandate.number)
    page = browser(market.office).get(reverse("introduction", args=[made.pk])).content.decode()
    assert mandate.number in page


@pytest.mark.parametrize("wrong", ["broker", "listing", "ends_on"])
def test_a_mandate_that_cannot_be_is_refused_by_field(market: Market, wrong: str) -> None:
    today = timezone.localdate()
    given = {
        "broker": MandateValues(broker_id=market.colleague.pk, ends_on=today),
        "listing": MandateValues(
            broker_id=market.broker.pk, ends_on=today, listing_id=factories.need(market.stranger).pk
        ),
        "ends_on": MandateValues(broker_id=market.broker.pk, ends_on=today - timedelta(1)),
    }[wrong]
    with refused(ValidationError) as found:
        mandate_grant(actor=actor(market.buyer), values=given)
    assert list(found.value.message_dict) == [wrong]
    with refused(NotPermitted):
        mandate_grant(actor=actor(market.researcher), values=given)


def test_given_and_taken_back_on_pages(market: Market) -> None:
    need = factories.need(market.buyer)
    client = browser(market.buyer)
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    page = reverse("mandate_new")
    wrong = client.post(page, {"broker": market.broker.pk, "listing": need.pk, "ends_on": "x"})
    assert wrong.status_code == 422
    client.post(page, {"broker": market.broker.pk, "listing": need.pk, "ends_on": until})
    made = Mandate.objects.get()
    assert made.number in client.get(reverse("mandates")).content.decode()
    assert made.number in browser(market.broker).get(reverse("desk")).content.decode()
    client.post(reverse("mandate_act", args=[made.pk, "revoke"]), {"revision": 1, "note": ""})
    made.refresh_from_db()
    assert made.state == "revoked"
