"""What brokers get of payments: to the cent over all of them, and nothing of the other side's money."""

from __future__ import annotations

from decimal import Decimal

from backend.brokerage.models import Commission
from backend.brokerage.services import commission_agree
from backend.brokerage.values import CommissionValues
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Account
from backend.payments.models import Share, ShareKind
from tests.backend.brokerage import brokered
from tests.backend.payments import bills
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
