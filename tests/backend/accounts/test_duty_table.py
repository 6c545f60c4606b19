"""The table of duties and actions, walked: each action by each duty, through the real services."""

from __future__ import annotations

import pytest
from django.db import transaction

from backend.accounts.duties import ACTIONS, Action
from backend.accounts.models import Duty, User
from backend.core.errors import NotFound, NotPermitted
from backend.core.models import Event
from backend.deals.models import Deal
from backend.deals.services import nda_agree
from backend.delivery.models import Criterion, Plan
from backend.delivery.services import (
    MILESTONE_SERVICES,
    PLAN_SERVICES,
    milestone_inspect,
    plan_propose,
)
from backend.introductions.services import introduction_agree, introduction_make
from backend.introductions.values import IntroductionValues
from backend.ledger.kinds import OwnerKind
from backend.ledger.selectors import statement_of
from backend.ledger.services import journal_reverse
from backend.ledger.values import Owner
from backend.ownership.models import Grant
from backend.ownership.services import grant_give
from backend.pairings.services import pairing_accept
from backend.payments import services as payments
from backend.payments.models import Payout
from backend.registration.models import Registration
from backend.registration.services import (
    outside_count,
    outside_report,
    registration_begin,
    registration_refuse,
)
from backend.terms.services import offer_accept
from backend.webhooks.services import endpoint_add
from tests import factories
from tests.backend.accounts.probes import deals, listings, money, people
from tests.backend.accounts.probes.listings import LISTED
from tests.backend.accounts.probes.shared import Act
from tests.factories import Market, actor

Act = Callable[[User], object]
page()  # loads the rules of every app

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


def invitation(market: Market) -> tuple[None, Act]:
    return None, lambda person: accounts.member_invite(
        actor=actor(person),
        organisation_id=market.enterprise.pk,
        email="somebody@example.org",
        duties=[Duty.ENTERPRISE_MEMBER],
    )


def verification(market: Market) -> tuple[None, Act]:
    Organisation.objects.filter(pk=market.agency.pk).update(verified_at=None)
    return None, lambda person: accounts.organisation_verify(
        actor=actor(person), organisation_id=market.agency.pk
    )


def webhook(market: Market) -> tuple[None, Act]:
    return None, lambda person: endpoint_add(
        actor=actor(person),
        organisation_id=market.enterprise.pk,
        url="https://example.org/hook",
    )


def unit(market: Market) -> tuple[None, Act]:
    return None, lambda person: accounts.government_unit_set_up(
        actor=actor(person), name="某科技局", name_en="", region="130900", unit_kind="science",
        email="officer@example.org",
    )  # fmt: skip


def statement(market: Market) -> tuple[None, Act]:
    owner = Owner(OwnerKind.ORGANISATION, market.enterprise.pk)
    return None, lambda person: statement_of(actor(person), owner)


def correction(market: Market) -> tuple[None, Act]:
    booked = ledgers.pay("1")
    return None, lambda person: journal_reverse(
        actor=actor(person), journal_id=booked.pk, why="typed twice"
    )


def payment_of(market: Market) -> tuple[None, Act]:
    due = bills.bill(market)
    return None, lambda person: payments.payment_start(
        actor=actor(person), kind="bill", payable_id=due.id, method="local"
    )


def bank_account_of(market: Market) -> tuple[None, Act]:
    return None, lambda person: payments.bank_account_set(
        actor=actor(person), organisation_id=market.enterprise.pk, currency="CNY",
        holder="某公司", bank="某银行", number="6217000123",
    )  # fmt: skip


def fee_confirmed(market: Market) -> tuple[None, Act]:
    """What a payee owes the platform out of a bank transfer."""
    share = bills.transferred(market).shares.get()
    share.owner_kind, share.owner_id, share.purpose = "platform", 0, "fees"
    share.save()
    due = Payout.objects.create(share=share, amount=share.amount, state="due", key="fee")
    return None, lambda person: payments.payout_confirm(actor=actor(person), payout_id=due.pk)


def plan_of(market: Market) -> tuple[None, Act]:
    contract = plans.contract(market)
    return None, lambda person: plan_propose(
        actor=actor(person), contract_id=contract.pk, values=plans.VALUES
    )


def plan_agreed(market: Market) -> tuple[None, Act]:
    plan = plans.proposed(market)
    Plan.objects.update(proposed_by_buyer=False)
    return None, lambda person: PLAN_SERVICES["agree"](
        actor=actor(person), schedule_id=plan.pk, expected_revision=None
    )


def milestone_submitted(market: Market) -> tuple[None, Act]:
    """The enterprise is the one that delivers here."""
    found = plans.milestone(market)
    Criterion.objects.all().delete()
    for table in (Contract, Deal):
        table._default_manager.update(buyer=market.university, seller=market.enterprise)
    return None, lambda person: MILESTONE_SERVICES["submit"](
        actor=actor(person), milestone_id=found.pk, expected_revision=None
    )


def milestone_accepted(market: Market) -> tuple[None, Act]:
    found = plans.submit(plans.milestone(market), market.researcher)
    return None, lambda person: MILESTONE_SERVICES["accept"](
        actor=actor(person), milestone_id=found.pk, expected_revision=None
    )


def milestone_inspected(market: Market) -> tuple[None, Act]:
    found = plans.milestone(market)
    Plan.objects.update(supervisor=market.enterprise)
    return None, lambda person: milestone_inspect(
        actor=actor(person), milestone_id=found.pk, finding="台账缺页"
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


def granting(market: Market) -> tuple[None, Act]:
    grant = Grant.objects.create(
        achievement=pairs.achievement(market.researcher), kind="long_term_use", inventors="x",
        starts_on=timezone.localdate(), reasons="x", applied_by=market.researcher,
    )  # fmt: skip
    Listing.objects.filter(pk=grant.achievement_id).update(owner=market.enterprise)
    return None, lambda person: grant_give(
        actor=actor(person), grant_id=grant.pk, expected_revision=1
    )


PROBES: dict[str, Callable[[Market], tuple[Act | None, Act]]] = {
    "bind": binding,
    "pairing_decide": pairing,
    "contract_draft": contract_draft_of,
    "contract_confirm": contract_confirm_of,
    "nda_agree": confidentiality_of,
    "terms_offer": terms_offer_of,
    "terms_accept": terms_accept_of,
    "contract_sign": contract_sign_of,
    "payment_make": payment_of,
    "payment_receive": bank_account_of,
    "payments_reconcile": fee_confirmed,
    "member_manage": invitation,
    "webhook_manage": webhook,
    "introduction_make": introduction_of,
    "introduction_broker": introduction,
    "introduction_answer": introduction_answer_of,
    "organisation_verify": verification,
    "government_set_up": unit,
    "schedule_propose": plan_of,
    "schedule_agree": plan_agreed,
    "milestone_submit": milestone_submitted,
    "milestone_accept": milestone_accepted,
    "milestone_inspect": milestone_inspected,
    "deal_broker": broker_work,
    "commission_agree": commission,
    "ledger_read": statement,
    "ledger_correct": correction,
    "ownership_decide": granting,
    "registration_apply": registering,
    "registration_decide": registry,
    "outside_contract_report": purchase,
    "outside_contract_count": absorbing,
    **{name: lambda market, name=name: draft_and_change(name, market) for name in LISTED},
}
PROBES = listings.PROBES | deals.PROBES | money.PROBES | people.PROBES


@pytest.mark.parametrize("found", ACTIONS.values(), ids=lambda found: found.name)
def test_each_duty_may_what_the_table_says_and_nothing_else(market: Market, found: Action) -> None:
    assert found.name in PROBES, "an action without a probe is an action that nobody tested"
    own, others = PROBES[found.name](market)
    university = found.name in LISTED and found.own
    owner = market.university if university else market.enterprise
    for duty in Duty:
        person = factories.member(owner, duty)
        # Who holds the operator's duty anywhere is an operator everywhere.
        platform = found.operator and duty == Duty.OPERATOR
        moderates = found.name in LISTED and duty == Duty.OPERATOR  # withdraws what others list
        expect(others, person, duty in found.duties or platform or moderates, found.name)
        if own is not None:
            expect(own, person, duty in found.duties + found.own or platform, found.name)


def expect(act: Act, person: User, allowed: bool, name: str) -> None:
    """Try it, undo it; a refusal must have left no event."""
    before = Event.objects.count()
    with transaction.atomic():
        try:
            act(person)
        except (NotPermitted, NotFound):
            assert not allowed, f"{name}: refused to {actor(person).acting}"
            assert Event.objects.count() == before
        else:
            assert allowed, f"{name}: allowed to {actor(person).acting}"
        transaction.set_rollback(True)
