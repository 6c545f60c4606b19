"""Probes of what is listed, paired and introduced."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from backend.accounts.models import User
from backend.catalog.kinds import KINDS
from backend.catalog.models import Listing
from backend.catalog.services import listing_draft, listing_publish, listing_withdraw
from backend.catalog.values import values_from
from backend.disclosure.services import access_grant
from backend.introductions.services import introduction_agree, introduction_make
from backend.introductions.values import IntroductionValues
from backend.mandates.models import Mandate
from backend.mandates.services import mandate_grant, mandate_lay_down
from backend.mandates.values import MandateValues
from backend.ownership.models import Grant
from backend.ownership.services import grant_give
from backend.pairings.services import pairing_accept, pairing_refer
from tests import factories
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.disclosure import asking
from tests.backend.pairings import pairs
from tests.factories import Market, actor

LISTED = {kind.listed_by.name: kind for kind in KINDS.values()}


def draft_and_change(name: str, market: Market) -> tuple[Act, Act]:
    """Something of the kind by whoever acts; and a colleague's, which is theirs to answer for."""
    kind = LISTED[name]
    chosen = {n: c.choices[0][0] for n, c in kind.columns.items() if c.choices and not c.blank}
    values = values_from(kind.name, chosen | {"title": "一条信息"})
    owner = market.university if kind.listed_by.own else market.enterprise
    colleague = factories.member(owner, kind.listed_by.duties[0])
    held = listing_draft(actor=actor(colleague), owner_id=owner.pk, values=values)
    listing_publish(actor=actor(colleague), listing_id=held.pk)
    if kind.presents_owner:

        def own(person: User) -> object:
            Listing.objects.filter(pk=held.pk).delete()
            return listing_draft(actor=actor(person), owner_id=owner.pk, values=values)
    else:

        def own(person: User) -> object:
            return listing_draft(actor=actor(person), owner_id=owner.pk, values=values)

    def others(person: User) -> object:
        return listing_withdraw(actor=actor(person), listing_id=held.pk, note="x")

    return own, others


def pairing(market: Market) -> tuple[Act, Act]:
    found = pairs.pairing(market)

    def others(person: User) -> object:
        return pairing_accept(actor=actor(person), pairing_id=found.pk, expected_revision=1)

    def own(person: User) -> object:
        Listing.objects.filter(pk=found.need_id).update(contact=person)
        return others(person)

    return own, others


def access_asked(market: Market) -> tuple[None, Act]:
    """The enterprise asks the university."""
    held = asking.hidden(market.office)
    return None, lambda person: asking.ask(person, held)


def access_decided(market: Market) -> tuple[Act, Act]:
    """The university asks for a colleague's need, and for one that is of who decides."""
    held = factories.need(market.buyer, disclosure="confidential")
    made = asking.ask(market.office, held)

    def others(person: User) -> object:
        return access_grant(actor=actor(person), access_request_id=made.pk)

    def own(person: User) -> object:
        Listing.objects.filter(pk=held.pk).update(contact=person)
        return others(person)

    return own, others


def introduction_of(market: Market) -> tuple[Act, Act]:
    """Inviting as the enterprise: without a listing, and with a colleague's."""
    held = factories.need(market.buyer)
    values = IntroductionValues(
        buyer_id=market.enterprise.pk, seller_id=market.university.pk, title="x", note="x"
    )

    def own(person: User) -> object:
        return introduction_make(actor=actor(person), values=values)

    def others(person: User) -> object:
        return introduction_make(actor=actor(person), values=replace(values, need_id=held.pk))

    return own, others


def introduction(market: Market) -> tuple[None, Act]:
    values = IntroductionValues(
        buyer_id=factories.organisation().pk, seller_id=market.university.pk, title="x", note="x"
    )
    return None, lambda person: introduction_make(actor=actor(person), values=values)


def introduction_answer_of(market: Market) -> tuple[Act, Act]:
    need = factories.need(market.buyer)
    made = introduction_make(
        actor=actor(market.office),
        values=IntroductionValues(
            buyer_id=market.enterprise.pk,
            seller_id=market.university.pk,
            title="x",
            note="x",
            need_id=need.pk,
        ),
    )

    def others(person: User) -> object:
        return introduction_agree(actor=actor(person), introduction_id=made.pk)

    def own(person: User) -> object:
        Listing.objects.filter(pk=need.pk).update(contact=person)
        return others(person)

    return own, others


def granting(market: Market) -> tuple[None, Act]:
    grant = Grant.objects.create(
        achievement=pairs.achievement(market.researcher), kind="long_term_use", inventors="x",
        starts_on=timezone.localdate(), reasons="x", applied_by=market.researcher,
    )  # fmt: skip
    Listing.objects.filter(pk=grant.achievement_id).update(owner=market.enterprise)
    return None, lambda person: grant_give(
        actor=actor(person), grant_id=grant.pk, expected_revision=1
    )


def referral(market: Market) -> tuple[None, Act]:
    found = pairs.pairing(market)
    elsewhere = factories.organisation()
    Listing.objects.filter(pk__in=[found.need_id, found.offer_id]).update(owner=elsewhere)

    def act(person: User) -> object:
        Listing.objects.filter(pk=found.need_id).update(broker=person)
        return pairing_refer(actor=actor(person), pairing_id=found.pk, note="x")

    return None, act


def mandate(market: Market) -> tuple[None, Act]:
    values = MandateValues(broker_id=market.broker.pk, ends_on=timezone.localdate())
    return None, lambda person: mandate_grant(actor=actor(person), values=values)


def mandate_held(market: Market) -> tuple[None, Act]:
    def act(person: User) -> object:
        made = Mandate.objects.create(
            number="x", client=factories.organisation(), broker=person, agency=market.enterprise,
            ends_on=timezone.localdate(), granted_by=person,
        )  # fmt: skip
        return mandate_lay_down(actor=actor(person), mandate_id=made.pk, note="x")

    return None, act


PROBES: Probes = {
    "pairing_refer": referral,
    "mandate_grant": mandate,
    "mandate_hold": mandate_held,
    "pairing_decide": pairing,
    "access_ask": access_asked,
    "access_decide": access_decided,
    "introduction_make": introduction_of,
    "introduction_broker": introduction,
    "introduction_answer": introduction_answer_of,
    "ownership_decide": granting,
    **{name: lambda market, name=name: draft_and_change(name, market) for name in LISTED},
}
