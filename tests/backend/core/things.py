"""Things with states, each in its first one, made for the buyer or the office of a market."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Model
from django.utils import timezone

from backend.accounts.models import Duty, Membership, MembershipDuty
from backend.bulletins.models import Issue
from backend.bulletins.services import BulletinValues, bulletin_open, issue_begin
from backend.county.models import Figure, Objection, Release
from backend.editions.services import EditionValues, edition_open
from backend.helpdesk.services import listing_report, ticket_open
from backend.honours.models import Case, HonourList
from backend.introductions.models import Introduction
from backend.introductions.services import introduction_make
from backend.introductions.values import IntroductionValues
from backend.joining.services import join_ask, organisation_register
from backend.mandates.models import Mandate
from backend.mandates.services import mandate_grant
from backend.mandates.values import MandateValues
from backend.ownership.models import Plan
from backend.ownership.services import grant_apply
from backend.ownership.values import GrantValues
from backend.payments import services as payments
from backend.payments.models import Invoice, Payment, Payout, Refund, Share
from backend.plans.models import Plan as RegionPlan
from backend.tasks.models import Task
from backend.tasks.services import task_assign
from tests import factories
from tests.backend.county import rounds
from tests.backend.joining.evidence import licence
from tests.backend.pairings import pairs
from tests.backend.payments import bills
from tests.backend.registration import cases as registrations
from tests.factories import Market, actor


def task(market: Market) -> Task:
    """Something that the buyer gave a researcher to do."""
    return task_assign(
        actor=actor(market.buyer),
        subject="deal",
        subject_id=pairs.deal(market).pk,
        what="寄送样品",
        person_id=market.researcher.pk,
    )


def refund(market: Market) -> Refund:
    """What the university transfers back to the buyer."""
    payment = bills.transferred(market)
    payments.refund_start(
        actor=actor(market.office), payment_id=payment.pk, amount=bills.AMOUNT, reason="agreed"
    )
    return Refund.objects.get()


def payout(market: Market) -> Payout:
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


def invoice(market: Market) -> Invoice:
    """What the buyer asked for over a transfer."""
    payment = bills.transferred(market)
    return payments.invoice_request(
        actor=actor(market.buyer), payment_id=payment.pk, kind="ordinary", title="某公司"
    )


def mandate(market: Market) -> Mandate:
    """The buyer lets the broker act over all that he accompanies."""
    return mandate_grant(
        actor=actor(market.buyer),
        values=MandateValues(broker_id=market.broker.pk, ends_on=timezone.localdate()),
    )


def introduction(market: Market) -> Introduction:
    """The buyer invited the university."""
    return introduction_make(
        actor=actor(market.buyer),
        values=IntroductionValues(
            buyer_id=market.enterprise.pk, seller_id=market.university.pk, title="x", note="x"
        ),
    )


def change(market: Market) -> Model:
    """A change that the university reported of a registered contract."""
    return registrations.changed(registrations.signed(market))


def grant(market: Market) -> Model:
    """A right that a researcher applied for."""
    return grant_apply(
        actor=actor(market.researcher),
        listing_id=pairs.achievement(market.researcher).pk,
        values=GrantValues(
            kind="ownership", share=Decimal(70), inventors="x", starts_on=timezone.localdate(),
            ends_on=None, reasons="x",
        ),
    )  # fmt: skip


def plan(market: Market) -> Model:
    """A deal's plan of shares."""
    return Plan.objects.create(
        deal=pairs.deal(market), institution=market.university, pricing="auction",
        proposed_by=market.office,
    )  # fmt: skip


def region_plan(market: Market) -> RegionPlan:
    """A draft that the buyer's organisation draws up as a unit of the government."""
    rounds.of_market(market, buyer_is_officer=True)
    return RegionPlan.objects.create(
        name="x", region="130900", unit=market.enterprise, starts=2021, ends=2025,
        opened_by=market.buyer,
    )  # fmt: skip


def release(market: Market) -> Release:
    """A draft of the county index that another officer than the buyer made."""
    return Release.objects.create(
        round=rounds.of_market(market, buyer_is_officer=True), version=1, content="x",
        drafted_by=market.operator,
    )  # fmt: skip


def objection(market: Market) -> Objection:
    """What a county said of one of its figures."""
    round_ = rounds.of_market(market, buyer_is_officer=True)
    figure = Figure.objects.create(
        round=round_, task=round_.tasks.get(), county=rounds.YANSHAN, indicator="x", value=1,
        source="supplied",
    )  # fmt: skip
    return Objection.objects.create(
        figure=figure, raised_by=market.buyer, organisation=market.enterprise, ground="x"
    )


def join_request(market: Market) -> Model:
    """Somebody asks to join the enterprise."""
    return join_ask(
        actor=actor(factories.user()),
        organisation_id=market.enterprise.pk,
        duty="enterprise_member",
        note="",
    )


def ticket(market: Market) -> Model:
    """The buyer asks the platform."""
    return ticket_open(actor=actor(market.buyer), topic="other", title="无法登录", text="x")


def report(market: Market) -> Model:
    """A researcher reports a need."""
    return listing_report(
        actor=actor(market.researcher),
        listing_id=factories.need(market.buyer).pk,
        reason="other",
        note="x",
    )


def application(market: Market) -> Model:
    """A stranger's new enterprise waits for verification, with its licence."""
    return organisation_register(
        actor=actor(market.stranger), kind="enterprise", name="待核验企业", name_en="",
        credit_code="", region="130900", licence=licence(),
    )  # fmt: skip


def honour_list(market: Market) -> Model:
    """A draft that the market's enterprise answers for, its buyer as officer."""
    membership = Membership.objects.get(user=market.buyer)
    MembershipDuty.objects.create(membership=membership, duty=Duty.REGIONAL_OFFICER)
    return HonourList.objects.create(
        kind="firms", region="130900", year=2025, unit=market.enterprise, drawn_up_by=market.buyer
    )


def edition(market: Market) -> Model:
    """A catalogue that the operator compiles."""
    today = timezone.localdate()
    values = EditionValues(year=2026, title="x", about="x", closes_on=today, publish_on=today)
    return edition_open(actor=actor(market.operator), values=values)


def issue(market: Market) -> Model:
    """A draft issue of a bulletin of the operator's."""
    operator = actor(market.operator)
    values = BulletinValues(chain="02", title="x", about="x")
    bulletin = bulletin_open(actor=operator, values=values)
    begun = issue_begin(actor=operator, bulletin_id=bulletin.pk)
    Issue.objects.filter(pk=begun.pk).update(title="x", words="x")
    return begun


def case(market: Market) -> Model:
    """The story of a closed deal that nobody agreed to yet."""
    return Case.objects.create(
        deal=pairs.deal(market), title="x", problem="x", solution="x", result="x",
        written_by=market.buyer,
    )  # fmt: skip
