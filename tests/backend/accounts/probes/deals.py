"""Probes of talks, terms, contracts and their registration."""

from __future__ import annotations

from django.utils import timezone

from backend.accounts.duties import binds
from backend.accounts.models import Organisation, User
from backend.brokerage.services import commission_agree, service_log
from backend.brokerage.values import ServiceValues
from backend.contracts.models import Contract
from backend.contracts.services import contract_confirm, contract_draft, contract_reopen
from backend.core.errors import NotPermitted
from backend.deals.services import nda_agree
from backend.registration.models import Registration
from backend.registration.services import (
    outside_count,
    outside_report,
    registration_begin,
    registration_refuse,
)
from backend.terms.services import offer_accept
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.brokerage import brokered
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.backend.registration import cases as registrations
from tests.backend.registration.purchases import VALUES as PURCHASE
from tests.backend.terms import offers
from tests.factories import Market, actor


def contract_draft_of(market: Market) -> tuple[None, Act]:
    deal = pairs.deal(market)
    return None, lambda person: contract_draft(
        actor=actor(person), deal_id=deal.pk, values=records.VALUES
    )


def contract_confirm_of(market: Market) -> tuple[None, Act]:
    deal = pairs.deal(market)
    made = contract_draft(actor=actor(market.office), deal_id=deal.pk, values=records.VALUES)
    return None, lambda person: contract_confirm(
        actor=actor(person), contract_id=made.pk, expected_revision=made.revision
    )


def confidentiality_of(market: Market) -> tuple[None, Act]:
    deal = pairs.deal(market)
    return None, lambda person: nda_agree(actor=actor(person), deal_id=deal.pk)


def terms_offer_of(market: Market) -> tuple[None, Act]:
    deal = pairs.deal(market)
    return None, lambda person: offers.make(person, deal)


def terms_accept_of(market: Market) -> tuple[None, Act]:
    made = offers.make(market.office, pairs.deal(market))
    return None, lambda person: offer_accept(actor=actor(person), offer_id=made.pk)


def contract_sign_of(market: Market) -> tuple[None, Act]:
    deal = pairs.deal(market)
    made = contract_draft(actor=actor(market.office), deal_id=deal.pk, values=records.VALUES)
    Contract.objects.filter(pk=made.pk).update(state=Contract.State.CONFIRMED)
    return None, lambda person: contract_reopen(
        actor=actor(person), contract_id=made.pk, expected_revision=made.revision, note="x"
    )


def broker_work(market: Market) -> tuple[None, Act]:
    deal = pairs.deal(market)
    done = ServiceValues(kind="find", done_on=timezone.localdate(), words="x")

    def log(person: User) -> object:
        deal.people.create(user=person, organisation=market.enterprise, duty="broker")
        return service_log(actor=actor(person), deal_id=deal.pk, values=done)

    return None, log


def commission(market: Market) -> tuple[None, Act]:
    found = brokered.of_buyer(market)
    return None, lambda person: commission_agree(
        actor=actor(person), commission_id=found.pk, expected_revision=1
    )


def binding(market: Market) -> tuple[Act, Act]:
    def ask(person: User, contact_id: int | None) -> None:
        if not binds(actor(person), market.enterprise.pk, contact_id=contact_id):
            raise NotPermitted("")

    return lambda person: ask(person, person.pk), lambda person: ask(person, market.buyer.pk)


def registering(market: Market) -> tuple[None, Act]:
    found = registrations.signed(market).contract
    swapped = {"seller": market.enterprise, "buyer": market.university}
    Contract.objects.filter(pk=found.pk).update(**swapped)
    return None, lambda person: registration_begin(actor=actor(person), contract_id=found.pk)


def registry(market: Market) -> tuple[None, Act]:
    found = registrations.submitted(registrations.signed(market))
    Registration.objects.filter(pk=found.pk).update(registry=market.enterprise)
    return None, lambda person: registration_refuse(
        actor=actor(person), registration_id=found.pk, expected_revision=found.revision,
        reason="not_ours",
    )  # fmt: skip


def purchase(market: Market) -> tuple[None, Act]:
    return None, lambda person: outside_report(actor=actor(person), values=PURCHASE)


def absorbing(market: Market) -> tuple[None, Act]:
    made = outside_report(actor=actor(market.stranger), values=PURCHASE)
    bureau = {"kind": Organisation.Kind.GOVERNMENT, "unit_kind": "science"}
    Organisation.objects.filter(pk=market.enterprise.pk).update(**bureau)
    return None, lambda person: outside_count(
        actor=actor(person), outside_contract_id=made.pk, expected_revision=1
    )


PROBES: Probes = {
    "bind": binding,
    "contract_draft": contract_draft_of,
    "contract_confirm": contract_confirm_of,
    "nda_agree": confidentiality_of,
    "terms_offer": terms_offer_of,
    "terms_accept": terms_accept_of,
    "contract_sign": contract_sign_of,
    "deal_broker": broker_work,
    "commission_agree": commission,
    "registration_apply": registering,
    "registration_decide": registry,
    "outside_contract_report": purchase,
    "outside_contract_count": absorbing,
}
