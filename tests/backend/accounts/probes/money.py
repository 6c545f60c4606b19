"""Probes of milestones, payments and the ledger."""

from __future__ import annotations

from backend.contracts.models import Contract
from backend.deals.models import Deal
from backend.delivery.models import Criterion, Plan
from backend.delivery.services import (
    MILESTONE_SERVICES,
    PLAN_SERVICES,
    milestone_inspect,
    plan_propose,
)
from backend.ledger.kinds import OwnerKind
from backend.ledger.selectors import statement_of
from backend.ledger.services import journal_reverse
from backend.ledger.values import Owner
from backend.payments import services as payments
from backend.payments.models import Payout
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.delivery import plans
from tests.backend.ledger import ledgers
from tests.backend.payments import bills
from tests.factories import Market, actor


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


PROBES: Probes = {
    "payment_make": payment_of,
    "payment_receive": bank_account_of,
    "payments_reconcile": fee_confirmed,
    "schedule_propose": plan_of,
    "schedule_agree": plan_agreed,
    "milestone_submit": milestone_submitted,
    "milestone_accept": milestone_accepted,
    "milestone_inspect": milestone_inspected,
    "ledger_read": statement,
    "ledger_correct": correction,
}
