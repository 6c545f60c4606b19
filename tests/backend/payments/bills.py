"""Payables for tests, and payments brought to their states through the services."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.core.checks import checks_run
from backend.core.dispatcher import deliver_all
from backend.core.errors import NotFound
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Account
from backend.payments import services
from backend.payments.gateways import local
from backend.payments.jobs import simulated_webhooks_send
from backend.payments.models import Payment, ProviderAccount
from backend.payments.payables import Payable, PayableKind, payable_register
from tests.factories import Market, actor

BILLS: dict[int, Payable] = {}
AMOUNT = Decimal("80000.00")


def _find(who: Any, pk: int) -> Payable:
    bill = BILLS.get(pk)
    if bill is None or not ({bill.payer_id, bill.payee_id} & set(who.duties)):
        raise NotFound("no such bill")
    return bill


payable_register(PayableKind(name="bill", find=_find, lock=lambda pk: BILLS[pk]))


def bill(market: Market, amount: Decimal = AMOUNT, **values: Any) -> Payable:
    """Something that the enterprise owes the university."""
    pk = len(BILLS) + 1
    made = Payable(
        kind="bill",
        id=pk,
        title="散热膜委托开发 · 节点一",
        payer_id=market.enterprise.pk,
        payee_id=market.university.pk,
        amount=amount,
        currency="CNY",
        **values,
    )
    BILLS[pk] = made
    return made


def account_named(market: Market) -> None:
    """The university says where it is paid."""
    services.bank_account_set(
        actor=actor(market.office),
        organisation_id=market.university.pk,
        currency="CNY",
        holder="某大学",
        bank="中国银行沧州分行",
        number="6217 0001 2345 6789",
    )


def started(market: Market, method: str = "local", *, due: Payable | None = None) -> Payment:
    """A payment that the gateway has set up."""
    due = due or bill(market)
    if method == "bank":
        account_named(market)
    made = services.payment_start(
        actor=actor(market.buyer), kind="bill", payable_id=due.id, method=method
    )
    services.payment_open(payment_id=made.pk)
    return Payment.objects.get(pk=made.pk)


def paid(market: Market, card: str = "success", *, due: Payable | None = None) -> Payment:
    """A payment by a test card, with all that follows at once."""
    payment = started(market, due=due)
    local.checkout_pay(payment.checkout_id, card)
    return settle(payment)


def settle(payment: Payment) -> Payment:
    """Let the simulated provider tell, and the platform react, until nothing is left to do."""
    while simulated_webhooks_send() + deliver_all():
        pass
    payment.refresh_from_db()
    assert checks_run() == {}
    return payment


def transferred(market: Market) -> Payment:
    """A bank transfer that the payee confirmed."""
    payment = started(market, "bank")
    services.payment_confirm(
        actor=actor(market.office),
        payment_id=payment.pk,
        amount=payment.amount,
        received_on=timezone.localdate(),
    )
    return settle(payment)


def account_ready(market: Market) -> None:
    """The university's account at the simulated provider takes payouts."""
    services.account_open(
        actor=actor(market.office), organisation_id=market.university.pk, gateway="local"
    )
    local.account_make_ready(ProviderAccount.objects.get().provider_id)
    while simulated_webhooks_send() + deliver_all():
        pass


def balance(organisation_id: int, purpose: str, kind: str = OwnerKind.ORGANISATION) -> Decimal:
    """What the owner's accounts of this purpose hold together."""
    rows = Account.objects.filter(owner_kind=kind, owner_id=organisation_id, purpose=purpose)
    return sum((row.balance for row in rows), Decimal(0))


@dataclass(frozen=True)
class Books:
    """The ledger in the words of a story."""

    paid: Decimal
    owed: Decimal
    received: Decimal
    provider: Decimal
    disputed: Decimal


def books(market: Market) -> Books:
    """What the enterprise paid, and where it is now."""
    return Books(
        paid=-balance(market.enterprise.pk, Purpose.PAID),
        owed=balance(market.university.pk, Purpose.PAYABLE),
        received=balance(market.university.pk, Purpose.REVENUE),
        provider=balance(0, Purpose.PROVIDER_FEES, OwnerKind.PLATFORM),
        disputed=balance(0, Purpose.DISPUTED, OwnerKind.PLATFORM),
    )
