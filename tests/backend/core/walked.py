"""Every table of states with its services, a thing of it, and who acts: what test_lifecycles walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils import timezone

from backend.bookings.services import SERVICES as BOOKING_SERVICES
from backend.brokerage.services import SERVICES as COMMISSION_SERVICES
from backend.catalog.services import SERVICES as LISTING_SERVICES
from backend.challenges.services import ENTRY_SERVICES
from backend.challenges.services import SERVICES as CALL_SERVICES
from backend.contracts.services import SERVICES as CONTRACT_SERVICES
from backend.county.models import Figure, Objection, Release
from backend.county.services import OBJECTION_SERVICES, RELEASE_SERVICES, TASK_SERVICES
from backend.deals.services import MEETING_SERVICES
from backend.deals.services import SERVICES as DEAL_SERVICES
from backend.delivery.services import (
    EXTENSION_SERVICES,
    INSPECTION_SERVICES,
    MILESTONE_SERVICES,
    PLAN_SERVICES,
    plan_revise,
)
from backend.editions.services import SERVICES as EDITION_SERVICES
from backend.editions.services import EditionValues, edition_open
from backend.finance.services import SERVICES as WISH_SERVICES
from backend.helpdesk.services import REPORT_SERVICES, listing_report, ticket_open
from backend.helpdesk.services import SERVICES as TICKET_SERVICES
from backend.honours.models import Case
from backend.honours.services import SERVICES as CASE_SERVICES
from backend.introductions.models import Introduction
from backend.introductions.services import SERVICES as INTRODUCTION_SERVICES
from backend.introductions.services import introduction_make
from backend.introductions.values import IntroductionValues
from backend.joining.services import APPLICATION_SERVICES, join_ask, organisation_register
from backend.joining.services import SERVICES as JOIN_SERVICES
from backend.ladder.services import SERVICES as STANDING_SERVICES
from backend.matchmaking.services import SERVICES as GATHERING_SERVICES
from backend.ownership.models import Plan
from backend.ownership.services import SERVICES as GRANT_SERVICES
from backend.ownership.services import grant_apply
from backend.ownership.values import GrantValues
from backend.pairings.services import SERVICES as PAIRING_SERVICES
from backend.panel.services import SERVICES as SITTING_SERVICES
from backend.payments import services as payments
from backend.payments.models import Invoice, Payment, Payout, Refund, Share
from backend.plans.models import Plan as RegionPlan
from backend.plans.services import PLAN_SERVICES as REGION_PLAN_SERVICES
from backend.pools.services import ASKED_SERVICES, PROBLEM_SERVICES, PROJECT_SERVICES
from backend.posting.services import SERVICES as DRAFT_SERVICES
from backend.posting.services import draft_begin
from backend.programmes.services import (
    PROGRAMME_SERVICES,
    REDEMPTION_SERVICES,
    SUPPORT_SERVICES,
)
from backend.refining.services import PROPOSAL_SERVICES, REFINEMENT_SERVICES
from backend.registration.services import CHANGE_SERVICES, OUTSIDE_SERVICES, outside_report
from backend.registration.services import SERVICES as REGISTRATION_SERVICES
from backend.talent.services import CLAIM_SERVICES
from backend.talent.services import WISH_SERVICES as TALENT_WISHES
from backend.tasks.models import Task
from backend.tasks.services import SERVICES as TO_DO_SERVICES
from backend.tasks.services import task_assign
from backend.terms.services import SERVICES as OFFER_SERVICES
from tests import factories
from tests.backend.bookings import booked
from tests.backend.brokerage import brokered
from tests.backend.challenges import calling
from tests.backend.contracts import records
from tests.backend.county import rounds
from tests.backend.deals import meetings
from tests.backend.delivery import plans
from tests.backend.finance import financing
from tests.backend.joining.evidence import licence
from tests.backend.ladder import ladders
from tests.backend.ledger import ledgers
from tests.backend.matchmaking import gatherings
from tests.backend.pairings import pairs
from tests.backend.panel import panels
from tests.backend.payments import bills
from tests.backend.pools import pooled
from tests.backend.programmes import cases as supports
from tests.backend.refining import refined
from tests.backend.registration import cases as registrations
from tests.backend.registration.purchases import VALUES as PURCHASE
from tests.backend.talent import listed
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


def _region_plan(market: Market) -> RegionPlan:
    """A draft that the buyer's organisation draws up as a unit of the government."""
    rounds.of_market(market, buyer_is_officer=True)
    return RegionPlan.objects.create(
        name="x", region="130900", unit=market.enterprise, starts=2021, ends=2025,
        opened_by=market.buyer,
    )  # fmt: skip


def _release(market: Market) -> Release:
    """A draft of the county index that another officer than the buyer made."""
    return Release.objects.create(
        round=rounds.of_market(market, buyer_is_officer=True), version=1, content="x",
        drafted_by=market.operator,
    )  # fmt: skip


def _objection(market: Market) -> Objection:
    """What a county said of one of its figures."""
    round_ = rounds.of_market(market, buyer_is_officer=True)
    figure = Figure.objects.create(
        round=round_, task=round_.tasks.get(), county=rounds.YANSHAN, indicator="x", value=1,
        source="supplied",
    )  # fmt: skip
    return Objection.objects.create(
        figure=figure, raised_by=market.buyer, organisation=market.enterprise, ground="x"
    )


def _join_request(market: Market) -> Model:
    """Somebody asks to join the enterprise."""
    return join_ask(
        actor=actor(factories.user()),
        organisation_id=market.enterprise.pk,
        duty="enterprise_member",
        note="",
    )


def _ticket(market: Market) -> Model:
    """The buyer asks the platform."""
    return ticket_open(actor=actor(market.buyer), topic="other", title="x", text="x")


def _report(market: Market) -> Model:
    """A researcher reports a need."""
    return listing_report(
        actor=actor(market.researcher),
        listing_id=factories.need(market.buyer).pk,
        reason="other",
        note="x",
    )


def _application(market: Market) -> Model:
    """A stranger's new enterprise waits for verification, with its licence."""
    return organisation_register(
        actor=actor(market.stranger), kind="enterprise", name="待核验企业", name_en="",
        credit_code="", region="130900", licence=licence(),
    )  # fmt: skip


OTHERS = ("stranger", "colleague", "broker")  # operators moderate listings


def _edition(market: Market) -> Model:
    """A catalogue that the operator compiles."""
    today = timezone.localdate()
    values = EditionValues(year=2026, title="x", about="x", closes_on=today, publish_on=today)
    return edition_open(actor=actor(market.operator), values=values)


def _case(market: Market) -> Model:
    """The story of a closed deal that nobody agreed to yet."""
    return Case.objects.create(
        deal=pairs.deal(market), title="x", problem="x", solution="x", result="x",
        written_by=market.buyer,
    )  # fmt: skip


WALKED = {
    "edition": Walked(
        EDITION_SERVICES, _edition, ("state",), ("stranger", "colleague"), ("operator",)
    ),
    "case": Walked(CASE_SERVICES, _case, ("state", "state"), ("stranger", "colleague")),
    "gathering": Walked(
        GATHERING_SERVICES,
        gatherings.made,
        ("state",),
        ("stranger", "colleague", "buyer"),
        ("office",),
    ),
    "booking": Walked(BOOKING_SERVICES, booked.made, ("state", "state")),
    "need_draft": Walked(
        DRAFT_SERVICES,
        lambda market: draft_begin(actor=actor(market.buyer), title="散热膜"),
        ("state",),
        ("stranger", "colleague", "broker"),
    ),
    "refinement": Walked(
        REFINEMENT_SERVICES, refined.asked, ("state",), ("stranger", "colleague", "operator")
    ),
    "need_proposal": Walked(
        PROPOSAL_SERVICES, refined.proposed, ("state",), ("stranger", "colleague", "operator")
    ),
    "sitting": Walked(
        SITTING_SERVICES, panels.planned_by_buyer, ("state",), ("stranger", "colleague", "broker")
    ),
    "pairing": Walked(PAIRING_SERVICES, pairs.pairing, ("need_decision", "offer_decision")),
    "call": Walked(CALL_SERVICES, calling.of_buyer, ("state",)),
    "entry": Walked(ENTRY_SERVICES, calling.entered, ("state",), sides=("office",)),
    "deal": Walked(DEAL_SERVICES, pairs.deal, ("stage", "stage")),
    "listing": Walked(
        LISTING_SERVICES, lambda market: factories.need(market.buyer), ("status",), OTHERS
    ),
    "transfer": Walked({}, ledgers.transfer, ("state",)),
    "introduction": Walked(INTRODUCTION_SERVICES, _introduction, ("state", "state")),
    "task": Walked(TO_DO_SERVICES, _task, ("state", "state")),
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
    "region_plan": Walked(REGION_PLAN_SERVICES, _region_plan, ("state",)),
    "supply_task": Walked(
        TASK_SERVICES,
        lambda market: rounds.of_market(market, buyer_is_officer=True).tasks.get(),
        ("state",),
    ),
    "figure_objection": Walked(OBJECTION_SERVICES, _objection, ("state",)),
    "index_release": Walked(RELEASE_SERVICES, _release, ("state",)),
    "contract": Walked(CONTRACT_SERVICES, records.drafted, ("state", "state")),
    "ticket": Walked(TICKET_SERVICES, _ticket, ("state",), ("stranger", "colleague", "broker")),
    "report": Walked(
        REPORT_SERVICES, _report, ("state",), ("stranger", "colleague", "broker"), ("operator",)
    ),
    "application": Walked(
        APPLICATION_SERVICES, _application, ("state",), ("colleague", "broker"), ("operator",)
    ),
    "join_request": Walked(JOIN_SERVICES, _join_request, ("state",)),
    "commission": Walked(COMMISSION_SERVICES, brokered.of_buyer, ("state",)),
    "wish": Walked(WISH_SERVICES, financing.dated, ("state",)),
    "standing": Walked(STANDING_SERVICES, ladders.dated, ("state",)),
    "programme": Walked(
        PROGRAMME_SERVICES,
        lambda market: supports.opened(supports.officer(), "premium"),
        ("state",),
    ),
    "support": Walked(SUPPORT_SERVICES, supports.under_way, ("state",)),
    "voucher": Walked({}, lambda market: supports.voucher(market, supports.officer()), ("state",)),
    "redemption": Walked(
        REDEMPTION_SERVICES,
        lambda market: supports.reserved(market, supports.officer()),
        ("state",),
    ),
    "claim": Walked(CLAIM_SERVICES, listed.claim, ("state",), sides=("office",)),
    "talent_wish": Walked(TALENT_WISHES, listed.wish, ("state",)),
    "problem": Walked(PROBLEM_SERVICES, pooled.problem, ("state",)),
    "problem_need": Walked(ASKED_SERVICES, pooled.asked, ("state",)),
    "pool_project": Walked(PROJECT_SERVICES, pooled.project, ("state",)),
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
    "secrecy": "none",
    "figures": [],
    "publish_on": timezone.localdate(),
}
TAKES = {
    ("gathering", "cancel"): ("note",),
    ("booking", "decline"): ("note",),
    ("booking", "record"): ("values",),
    ("booking", "miss"): ("note",),
    ("booking", "cancel"): ("note",),
    ("booking", "call_off"): ("note",),
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
    ("call", "justify"): ("note",),
    ("call", "reconsider"): ("note",),
    ("call", "complete"): ("note",),
    ("call", "absolve"): ("reason", "note"),
    ("call", "fail"): ("reason", "note"),
    ("call", "cancel"): ("reason", "note"),
    ("entry", "exclude"): ("note",),
    ("entry", "cut"): ("note",),
    ("contract", "return"): ("note",),
    ("introduction", "decline"): ("note",),
    ("refinement", "decline"): ("note",),
    ("need_proposal", "decline"): ("note",),
    ("sitting", "cancel"): ("note",),
    ("need_draft", "post"): ("secrecy",),
    ("need_draft", "confirm"): ("secrecy",),
    ("need_draft", "refuse"): ("note",),
    ("join_request", "decline"): ("note",),
    ("application", "reject"): ("reason", "note"),
    ("report", "uphold"): ("note",),
    ("report", "dismiss"): ("note",),
    ("contract", "revise"): ("values",),
    ("contract", "write"): ("values",),
    ("contract", "reopen"): ("note",),
    ("contract", "refuse_scan"): ("note",),
    ("contract", "scan"): ("upload", "signed_on"),
    ("region_plan", "close"): ("note",),
    ("supply_task", "deliver"): ("figures",),
    ("supply_task", "return"): ("note",),
    ("figure_objection", "uphold"): ("note",),
    ("figure_objection", "dismiss"): ("note",),
    ("index_release", "return"): ("note",),
    ("index_release", "approve"): ("publish_on",),
    ("index_release", "amend"): ("note",),
    ("grant", "decline"): ("note",),
    ("problem", "dissolve"): ("note",),
    ("claim", "decline"): ("note",),
    ("talent_wish", "answer"): ("note",),
    ("talent_wish", "decline"): ("note",),
    ("problem_need", "decline"): ("note",),
    ("pool_project", "establish"): ("note",),
    ("pool_project", "complete"): ("note",),
    ("pool_project", "drop"): ("note",),
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
    ("wish", "check"): ("values",),
    ("wish", "decline"): ("note",),
    ("standing", "leave"): ("note",),
    ("standing", "recognise"): ("values",),
    ("support", "return"): ("note",),
    ("support", "refuse"): ("note",),
    ("support", "pay"): ("note",),
    ("support", "audit"): ("reason", "note"),
    ("redemption", "return"): ("note",),
    ("redemption", "pay"): ("note",),
    ("redemption", "audit"): ("reason", "note"),
    ("redemption", "claim"): ("values",),
}
