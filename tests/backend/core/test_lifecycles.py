"""Every table of states, walked: what it does not allow is refused, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone, translation

from backend.accounts.models import User
from backend.brokerage.services import SERVICES as COMMISSION_SERVICES
from backend.catalog.services import SERVICES as LISTING_SERVICES
from backend.contracts.jobs import contracts_lapse
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract
from backend.contracts.services import SERVICES as CONTRACT_SERVICES
from backend.core.errors import NotFound, NotPermitted, Refusal, WrongState
from backend.core.lifecycles import LIFECYCLES, Lifecycle, advance
from backend.core.models import Event
from backend.deals.lifecycle import DEAL
from backend.deals.models import Deal
from backend.deals.services import MEETING_SERVICES
from backend.deals.services import SERVICES as DEAL_SERVICES
from backend.delivery.services import (
    EXTENSION_SERVICES,
    INSPECTION_SERVICES,
    MILESTONE_SERVICES,
    PLAN_SERVICES,
    plan_revise,
)
from backend.introductions.models import Introduction
from backend.introductions.services import SERVICES as INTRODUCTION_SERVICES
from backend.introductions.services import introduction_make
from backend.introductions.values import IntroductionValues
from backend.ownership.models import Plan
from backend.ownership.services import SERVICES as GRANT_SERVICES
from backend.ownership.services import grant_apply
from backend.ownership.values import GrantValues
from backend.pairings.lifecycle import PAIRING
from backend.pairings.services import SERVICES as PAIRING_SERVICES
from backend.payments import services as payments
from backend.payments.models import Invoice, Payment, Payout, Refund, Share
from backend.registration.services import CHANGE_SERVICES, OUTSIDE_SERVICES, outside_report
from backend.registration.services import SERVICES as REGISTRATION_SERVICES
from backend.tasks.lifecycle import TASK
from backend.tasks.models import Task
from backend.tasks.services import SERVICES as TASK_SERVICES
from backend.tasks.services import task_assign
from backend.terms.services import SERVICES as OFFER_SERVICES
from tests import factories
from tests.backend.brokerage import brokered
from tests.backend.contracts import records
from tests.backend.deals import meetings
from tests.backend.delivery import plans
from tests.backend.ledger import ledgers
from tests.backend.pairings import pairs
from tests.backend.payments import bills
from tests.backend.registration import cases as registrations
from tests.backend.registration.purchases import VALUES as PURCHASE
from tests.backend.terms import offers
from tests.factories import Market, actor


@dataclass(frozen=True)
class Walked:
    """A table with its services, a thing of it, and who acts for both sides."""

    services: dict[str, Callable[..., Any]]
    make: Callable[[Market], Model]
    columns: tuple[str, ...]  # of the buyer's state, and of the seller's where he acts too
    outsiders: tuple[str, ...] = ("stranger", "colleague", "operator")
    sides: tuple[str, ...] = ("buyer", "office")


def _task(market: Market) -> Task:
    """Something that the buyer gave a researcher to do."""
    return task_assign(
        actor=actor(market.buyer),
        subject="deal",
        subject_id=pairs.deal(market).pk,
        what="寄送样品",
        person_id=market.researcher.pk,
    )


PLANNING = {**PLAN_SERVICES, "revise": partial(plan_revise, values=plans.VALUES)}


def _refund(market: Market) -> Refund:
    """What the university transfers back to the buyer."""
    payment = bills.transferred(market)
    payments.refund_start(
        actor=actor(market.office), payment_id=payment.pk, amount=bills.AMOUNT, reason="agreed"
    )
    return Refund.objects.get()


def _payout(market: Market) -> Payout:
    """A commission that the enterprise, paid by bank, owes the agency."""
    payment = bills.transferred(market)
    Payment.objects.update(payer=market.university, payee=market.enterprise)
    share = Share.objects.create(
        payment=payment,
        owner_kind="organisation",
        owner_id=market.agency.pk,
        purpose="commission",
        kind="commission",
        amount=4000,
    )
    return Payout.objects.create(share=share, amount=4000, state="due", key="commission")


def _invoice(market: Market) -> Invoice:
    """What the buyer asked for over a transfer."""
    payment = bills.transferred(market)
    return payments.invoice_request(
        actor=actor(market.buyer), payment_id=payment.pk, kind="ordinary", title="某公司"
    )


def _introduction(market: Market) -> Introduction:
    """The buyer invited the university."""
    return introduction_make(
        actor=actor(market.buyer),
        values=IntroductionValues(
            buyer_id=market.enterprise.pk, seller_id=market.university.pk, title="x", note="x"
        ),
    )


def _change(market: Market) -> Model:
    """A change that the university reported of a registered contract."""
    return registrations.changed(registrations.signed(market))


def _grant(market: Market) -> Model:
    """A right that a researcher applied for."""
    return grant_apply(
        actor=actor(market.researcher),
        listing_id=pairs.achievement(market.researcher).pk,
        values=GrantValues(
            kind="ownership", share=Decimal(70), inventors="x", starts_on=timezone.localdate(),
            ends_on=None, reasons="x",
        ),
    )  # fmt: skip


def _plan(market: Market) -> Model:
    """A deal's plan of shares."""
    return Plan.objects.create(
        deal=pairs.deal(market), institution=market.university, pricing="auction",
        proposed_by=market.office,
    )  # fmt: skip


OTHERS = ("stranger", "colleague", "broker")  # operators moderate listings
WALKED = {
    "pairing": Walked(PAIRING_SERVICES, pairs.pairing, ("need_decision", "offer_decision")),
    "deal": Walked(DEAL_SERVICES, pairs.deal, ("stage", "stage")),
    "listing": Walked(
        LISTING_SERVICES, lambda market: factories.need(market.buyer), ("status",), OTHERS
    ),
    "transfer": Walked({}, ledgers.transfer, ("state",)),
    "introduction": Walked(INTRODUCTION_SERVICES, _introduction, ("state", "state")),
    "task": Walked(TASK_SERVICES, _task, ("state", "state")),
    "meeting": Walked(
        MEETING_SERVICES, meetings.planned, ("state", "state"), ("stranger", "operator")
    ),
    "offer": Walked(OFFER_SERVICES, offers.offered, ("state", "state")),
    "schedule": Walked(PLANNING, plans.proposed, ("state", "state")),
    "milestone": Walked(MILESTONE_SERVICES, plans.milestone, ("state", "state")),
    "extension": Walked(EXTENSION_SERVICES, plans.extension, ("state", "state")),
    "inspection": Walked(INSPECTION_SERVICES, plans.inspection, ("state", "state")),
    "payment": Walked(
        payments.SERVICES, lambda market: bills.started(market, "bank"), ("state", "state")
    ),
    "refund": Walked(payments.REFUND_SERVICES, _refund, ("state",)),
    "payout": Walked(payments.PAYOUT_SERVICES, _payout, ("state",)),
    "invoice": Walked(payments.INVOICE_SERVICES, _invoice, ("state", "state")),
    "grant": Walked(GRANT_SERVICES, _grant, ("state", "state"), sides=("office", "researcher")),
    "plan": Walked({}, _plan, ("state",)),
    "registration": Walked(
        REGISTRATION_SERVICES,
        lambda market: registrations.numbered(registrations.signed(market)),
        ("state", "state"),
    ),
    "change_report": Walked(CHANGE_SERVICES, _change, ("state", "state")),
    "outside_contract": Walked(
        OUTSIDE_SERVICES,
        lambda market: outside_report(actor=actor(market.buyer), values=PURCHASE),
        ("state",),
    ),
    "contract": Walked(CONTRACT_SERVICES, records.drafted, ("state", "state")),
    "commission": Walked(COMMISSION_SERVICES, brokered.of_buyer, ("state",)),
}
ASKED = {"reason": "other", "note": "看过再说", "values": records.VALUES}
ASKED |= {
    "amount": bills.AMOUNT,
    "tax": 0,
    "received_on": timezone.localdate(),
    "issued_on": timezone.localdate(),
    "number": "12345678",
    "upload": None,
    "signed_on": None,
}
TAKES = {
    ("pairing", "decline"): ("reason", "note"),
    ("deal", "end"): ("reason", "note"),
    ("listing", "withdraw"): ("note",),
    ("listing", "close"): ("reason", "note"),
    ("offer", "decline"): ("note",),
    ("meeting", "move"): ("values",),
    ("meeting", "cancel"): ("note",),
    ("schedule", "return"): ("note",),
    ("schedule", "reopen"): ("note",),
    ("milestone", "return"): ("note",),
    ("extension", "refuse"): ("note",),
    ("inspection", "mend"): ("note",),
    ("inspection", "return"): ("note",),
    ("payment", "deny"): ("note",),
    ("payment", "confirm"): ("amount", "received_on"),
    ("payment", "refund"): ("amount", "reason", "note"),
    ("invoice", "return"): ("note",),
    ("invoice", "issue"): ("number", "issued_on", "amount", "tax"),
    ("invoice", "issue_red"): ("number", "issued_on", "amount"),
    ("commission", "decline"): ("note",),
    ("contract", "return"): ("note",),
    ("introduction", "decline"): ("note",),
    ("contract", "revise"): ("values",),
    ("contract", "write"): ("values",),
    ("contract", "reopen"): ("note",),
    ("contract", "refuse_scan"): ("note",),
    ("contract", "scan"): ("upload", "signed_on"),
    ("grant", "decline"): ("note",),
    ("grant", "end"): ("note",),
    ("registration", "write"): ("values",),
    ("registration", "recognise"): ("values",),
    ("registration", "return"): ("reason", "note"),
    ("registration", "refuse"): ("reason", "note"),
    ("registration", "revoke"): ("reason", "note"),
    ("registration", "object"): ("note",),
    ("change_report", "return"): ("note",),
    ("outside_contract", "revise"): ("values",),
    ("outside_contract", "return"): ("note",),
    ("outside_contract", "dismiss"): ("note",),
}
ACTS = [(name, act) for name, walked in WALKED.items() for act in walked.services]


def do(lifecycle: Lifecycle[Any], act: str, thing: Any, who: User, revision: int) -> None:
    given = {key: ASKED[key] for key in TAKES.get((lifecycle.name, act), ())}
    WALKED[lifecycle.name].services[act](
        actor=actor(who),
        expected_revision=revision,
        **{f"{lifecycle.name}_id": thing.pk},
        **given,
    )


def revision_of(thing: Model) -> int:
    """The revision of a thing that has one."""
    return int(getattr(thing, "revision", 0))


def state() -> tuple[object, ...]:
    tables = {lifecycle.model for lifecycle in LIFECYCLES.values()}
    rows = [
        list(table._default_manager.order_by("pk").values())
        for table in sorted(tables, key=lambda table: table.__name__)
    ]
    return (*rows, Event.objects.count())


def test_every_table_is_walked() -> None:
    assert set(WALKED) == set(LIFECYCLES)
    for lifecycle in LIFECYCLES.values():
        acts = [step.act for step in lifecycle.transitions]
        assert len(acts) == len(set(acts))
        for step in lifecycle.transitions:
            assert {*step.source, step.target or step.source[0]} <= set(lifecycle.states.values)
            assert step.may is None or str(step.words)


def test_every_act_of_people_has_a_service_and_words_in_both_languages() -> None:
    for name, walked in WALKED.items():
        people = [step for step in LIFECYCLES[name].transitions if step.may is not None]
        assert {step.act for step in people} == set(walked.services)
        for step in people:
            for language, chinese in (("en", False), ("zh-hans", True)):
                with translation.override(language):
                    assert any("一" <= c <= "鿿" for c in str(step.words)) is chinese


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_what_the_table_does_not_allow_is_refused(market: Market, name: str, act: str) -> None:
    lifecycle, walked = LIFECYCLES[name], WALKED[name]
    thing = walked.make(market)
    rows = type(thing)._default_manager.filter(pk=thing.pk)
    for who, column in zip(walked.sides, walked.columns, strict=False):
        for wrong in set(lifecycle.states.values) - set(lifecycle.transition(act).source):
            rows.update(**{column: wrong})
            before = state()
            with pytest.raises((WrongState, NotPermitted)):
                do(lifecycle, act, thing, getattr(market, who), revision_of(thing))
            assert state() == before


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_others_and_the_stale_change_nothing(market: Market, name: str, act: str) -> None:
    lifecycle, walked = LIFECYCLES[name], WALKED[name]
    thing = walked.make(market)
    before = state()
    for who in walked.outsiders:
        with pytest.raises((NotFound, NotPermitted, WrongState)):
            do(lifecycle, act, thing, getattr(market, who), revision_of(thing))
    for who in (market.buyer, market.office):
        with pytest.raises(Refusal):
            do(lifecycle, act, thing, who, revision_of(thing) + 1)
    assert state() == before


def test_what_the_platform_alone_does_nobody_does(market: Market) -> None:
    contract = records.drafted(market)
    assert "drop" not in {s.act for s in CONTRACT.open_to(contract, actor(market.buyer))}
    deal = Deal.objects.get()
    before = state()
    with pytest.raises(WrongState):
        advance(DEAL, "complete", deal, actor_id=None)
    assert state() == before


def test_a_returned_record_lapses_when_nobody_redrafts_it(market: Market) -> None:
    contract = records.drafted(market)
    do(CONTRACT, "return", contract, market.office, 1)
    assert contracts_lapse() == 0
    long_ago = timezone.now() - timedelta(days=61)
    Contract.objects.update(updated_at=long_ago)
    assert contracts_lapse() == 1
    contract.refresh_from_db()
    assert (contract.state, contract.deal.stage) == ("dropped", "terms")
    assert contracts_lapse() == 0


def test_the_trail_has_words_for_every_act_that_is_told() -> None:
    for lifecycle in (PAIRING, DEAL, CONTRACT, TASK):
        told = {step.event.name for step in lifecycle.transitions if step.event}
        assert set(lifecycle.trail_words()) == told
