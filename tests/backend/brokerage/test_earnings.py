"""What brokers get of payments: to the cent over all of them, and nothing of the other side's money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from backend.brokerage.earnings import KIND, commission_dues
from backend.brokerage.models import Commission
from backend.brokerage.services import commission_agree
from backend.brokerage.values import CommissionValues
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Account
from backend.payments.models import Payment, Share, ShareKind
from backend.payments.services import (
    bank_account_set,
    payment_confirm,
    payment_open,
    payment_start,
)
from tests.backend.brokerage import brokered
from tests.backend.payments import bills
from tests.browsers import browser, text
from tests.factories import Market, actor


def agreed(market: Market, values: CommissionValues) -> Commission:
    found = brokered.commission(market, values)
    payer = market.office if found.payer == "seller" else market.buyer
    return commission_agree(actor=actor(payer), commission_id=found.pk, expected_revision=1)


def pay(market: Market, commission: Commission, amount: str) -> None:
    due = bills.bill(market, Decimal(amount), deal_id=commission.deal_id)
    bills.paid(market, due=due)


def earned(market: Market) -> list[Decimal]:
    rows = Share.objects.filter(kind=ShareKind.COMMISSION, owner_id=market.agency.pk)
    return list(rows.order_by("pk").values_list("amount", flat=True))


def test_a_percentage_is_exact_over_all_payments(market: Market) -> None:
    found = agreed(market, CommissionValues(payer="seller", percent=Decimal("3.33")))
    for _n in range(3):
        pay(market, found, "33.35")
    assert sum(earned(market)) == Decimal("3.33")
    assert earned(market) == [Decimal("1.11"), Decimal("1.11"), Decimal("1.11")]
    accounts = Account.objects.filter(
        owner_kind=OwnerKind.ORGANISATION, owner_id=market.agency.pk
    ).exclude(purpose=Purpose.PAYABLE)
    assert {account.purpose for account in accounts} <= {Purpose.COMMISSION}


def test_the_buyers_broker_is_not_paid_out_of_the_sellers_money(market: Market) -> None:
    found = agreed(market, CommissionValues(payer="buyer", percent=Decimal(3)))
    pay(market, found, "1000.00")
    assert earned(market) == []


def test_the_buyer_pays_its_own_broker_payment_by_payment(market: Market, english: None) -> None:
    """To the cent over all of them; only the buyer pays, and each part once."""
    found = agreed(market, CommissionValues(payer="buyer", percent=Decimal("3.33")))
    for _n in range(2):
        pay(market, found, "33.35")
    dues = commission_dues(Commission.objects.get(pk=found.pk))
    assert [due.amount for due in dues] == [Decimal("1.11"), Decimal("1.11")]
    bank_account_set(
        actor=actor(market.broker),
        organisation_id=market.agency.pk,
        currency="CNY",
        holder="某机构",
        bank="中国银行",
        number="6217000123456789",
    )
    first = {"kind": KIND, "payable_id": dues[0].payment.pk, "method": "bank"}
    before = Payment.objects.count(), Event.objects.count()
    for who, refusal in ((market.office, NotFound), (market.broker, NotPermitted)):
        with pytest.raises(refusal):
            payment_start(actor=actor(who), **first)
    assert (Payment.objects.count(), Event.objects.count()) == before
    payment = payment_start(actor=actor(market.buyer), **first)
    with pytest.raises(WrongState):
        payment_start(actor=actor(market.buyer), **first)
    payment_open(payment_id=payment.pk)
    payment_confirm(
        actor=actor(market.broker),
        payment_id=payment.pk,
        amount=Decimal("1.11"),
        received_on=timezone.localdate(),
    )
    bills.settle(payment)
    assert bills.balance(market.agency.pk, Purpose.COMMISSION) == Decimal("1.11")
    assert [due.paid for due in commission_dues(found)] == [payment, None]
    page = text(browser(market.buyer).get(reverse("commission", args=[found.pk])))
    assert "What the buyer pays its broker" in page
    assert reverse("payment_start", args=[KIND, dues[1].payment.pk]) in page
