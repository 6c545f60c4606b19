"""Every table of states with its services, a thing of it, and who acts: what test_lifecycles walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model

from backend.bookings.services import SERVICES as BOOKING_SERVICES
from backend.brokerage.services import SERVICES as COMMISSION_SERVICES
from backend.bulletins.services import SERVICES as ISSUE_SERVICES
from backend.catalog.services import SERVICES as LISTING_SERVICES
from backend.challenges.services import ENTRY_SERVICES
from backend.challenges.services import SERVICES as CALL_SERVICES
from backend.commissioners.services import SERVICES as APPOINTMENT_SERVICES
from backend.commissioners.services import VISIT_SERVICES
from backend.contracts.services import SERVICES as CONTRACT_SERVICES
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
from backend.disclosure.services import SERVICES as ACCESS_SERVICES
from backend.editions.services import SERVICES as EDITION_SERVICES
from backend.finance.services import SERVICES as WISH_SERVICES
from backend.helpdesk.services import REPORT_SERVICES
from backend.helpdesk.services import SERVICES as TICKET_SERVICES
from backend.honours.services import LIST_SERVICES
from backend.honours.services import SERVICES as CASE_SERVICES
from backend.imports.services import SERVICES as IMPORT_SERVICES
from backend.integrity.services import DRAW_SERVICES
from backend.integrity.services import SERVICES as SANCTION_SERVICES
from backend.introductions.services import SERVICES as INTRODUCTION_SERVICES
from backend.joining.services import APPLICATION_SERVICES
from backend.joining.services import SERVICES as JOIN_SERVICES
from backend.ladder.services import SERVICES as STANDING_SERVICES
from backend.mandates.services import SERVICES as MANDATE_SERVICES
from backend.matchmaking.services import SERVICES as GATHERING_SERVICES
from backend.nominations.services import NOMINATION_SERVICES, ROUND_SERVICES
from backend.ownership.services import SERVICES as GRANT_SERVICES
from backend.pairings.services import SERVICES as PAIRING_SERVICES
from backend.panel.services import SERVICES as SITTING_SERVICES
from backend.payments import services as payments
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
from backend.registers.services import SERVICES as REGISTERED_SERVICES
from backend.registration.services import CHANGE_SERVICES, OUTSIDE_SERVICES, outside_report
from backend.registration.services import SERVICES as REGISTRATION_SERVICES
from backend.talent.services import CLAIM_SERVICES
from backend.talent.services import WISH_SERVICES as TALENT_WISHES
from backend.tasks.services import SERVICES as TO_DO_SERVICES
from backend.terms.services import SERVICES as OFFER_SERVICES
from tests import factories
from tests.backend.bookings import booked
from tests.backend.brokerage import brokered
from tests.backend.challenges import calling
from tests.backend.commissioners import serving
from tests.backend.contracts import records
from tests.backend.core import things
from tests.backend.county import rounds
from tests.backend.deals import meetings
from tests.backend.delivery import plans
from tests.backend.disclosure import asking
from tests.backend.finance import financing
from tests.backend.imports import files
from tests.backend.integrity import records as breaches
from tests.backend.ladder import ladders
from tests.backend.ledger import ledgers
from tests.backend.matchmaking import gatherings
from tests.backend.nominations import nominated
from tests.backend.pairings import pairs
from tests.backend.panel import panels
from tests.backend.payments import bills
from tests.backend.pools import pooled
from tests.backend.programmes import cases as supports
from tests.backend.refining import refined
from tests.backend.registers import registering
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


PLANNING = {**PLAN_SERVICES, "revise": partial(plan_revise, values=plans.VALUES)}


OTHERS = ("stranger", "colleague", "broker")  # operators moderate listings


WALKED = {
    "edition": Walked(
        EDITION_SERVICES, things.edition, ("state",), ("stranger", "colleague"), ("operator",)
    ),
    "issue": Walked(
        ISSUE_SERVICES, things.issue, ("state",), ("stranger", "colleague"), ("operator",)
    ),
    "honour_list": Walked(
        LIST_SERVICES, things.honour_list, ("state",), ("stranger", "colleague", "operator")
    ),
    "case": Walked(CASE_SERVICES, things.case, ("state", "state"), ("stranger", "colleague")),
    "nomination_round": Walked(
        ROUND_SERVICES, nominated.of_market, ("state",), ("stranger", "colleague", "operator")
    ),
    "nomination": Walked(
        NOMINATION_SERVICES, nominated.applied, ("state",), ("stranger", "colleague"), ("office",)
    ),
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
    "access_request": Walked(ACCESS_SERVICES, asking.asked, ("state", "state")),
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
    "mandate": Walked(MANDATE_SERVICES, things.mandate, ("state",), sides=("buyer", "broker")),
    "introduction": Walked(INTRODUCTION_SERVICES, things.introduction, ("state", "state")),
    "task": Walked(TO_DO_SERVICES, things.task, ("state", "state")),
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
    "refund": Walked(payments.REFUND_SERVICES, things.refund, ("state",)),
    "payout": Walked(payments.PAYOUT_SERVICES, things.payout, ("state",)),
    "invoice": Walked(payments.INVOICE_SERVICES, things.invoice, ("state", "state")),
    "grant": Walked(
        GRANT_SERVICES, things.grant, ("state", "state"), sides=("office", "researcher")
    ),
    "plan": Walked({}, things.plan, ("state",)),
    "registration": Walked(
        REGISTRATION_SERVICES,
        lambda market: registrations.numbered(registrations.signed(market)),
        ("state", "state"),
    ),
    "change_report": Walked(CHANGE_SERVICES, things.change, ("state", "state")),
    "outside_contract": Walked(
        OUTSIDE_SERVICES,
        lambda market: outside_report(actor=actor(market.buyer), values=PURCHASE),
        ("state",),
    ),
    "region_plan": Walked(REGION_PLAN_SERVICES, things.region_plan, ("state",)),
    "supply_task": Walked(
        TASK_SERVICES,
        lambda market: rounds.of_market(market, buyer_is_officer=True).tasks.get(),
        ("state",),
    ),
    "figure_objection": Walked(OBJECTION_SERVICES, things.objection, ("state",)),
    "index_release": Walked(RELEASE_SERVICES, things.release, ("state",)),
    "contract": Walked(CONTRACT_SERVICES, records.drafted, ("state", "state")),
    "ticket": Walked(
        TICKET_SERVICES, things.ticket, ("state",), ("stranger", "colleague", "broker")
    ),
    "report": Walked(
        REPORT_SERVICES,
        things.report,
        ("state",),
        ("stranger", "colleague", "broker"),
        ("operator",),
    ),
    "application": Walked(
        APPLICATION_SERVICES, things.application, ("state",), ("colleague", "broker"), ("operator",)
    ),
    "join_request": Walked(JOIN_SERVICES, things.join_request, ("state",)),
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
    "import": Walked(
        IMPORT_SERVICES,
        lambda market: files.brought(market.office),
        ("state",),
        ("stranger", "colleague", "broker"),
        ("office",),
    ),
    "claim": Walked(CLAIM_SERVICES, listed.claim, ("state",), sides=("office",)),
    "talent_wish": Walked(TALENT_WISHES, listed.wish, ("state",)),
    "registered": Walked(REGISTERED_SERVICES, registering.proposed, ("state",)),
    "sanction": Walked(
        SANCTION_SERVICES, breaches.of_buyer, ("state",), ("stranger", "colleague", "broker")
    ),
    "draw": Walked(DRAW_SERVICES, breaches.announced, ("state",)),
    "appointment": Walked(
        APPOINTMENT_SERVICES,
        lambda market: serving.applied(market, serving.selection()),
        ("state",),
        sides=("office",),
    ),
    "visit": Walked(VISIT_SERVICES, serving.visited, ("state",)),
    "problem": Walked(PROBLEM_SERVICES, pooled.problem, ("state",)),
    "problem_need": Walked(ASKED_SERVICES, pooled.asked, ("state",)),
    "pool_project": Walked(PROJECT_SERVICES, pooled.project, ("state",)),
}
