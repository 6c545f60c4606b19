"""A payment from its beginning to the ledger, by the simulated provider and by bank."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Entry, Journal
from backend.ledger.values import Owner
from backend.payments import services, sharing
from backend.payments.gateways import local
from backend.payments.models import (
    Difference,
    Payment,
    Payout,
    Refund,
    Share,
    SimulatedEvent,
    SimulatedObject,
)
from backend.payments.sharing import ShareLine
from notifications.models import NoticeRow
from tests.factories import Market, actor

from . import bills
from .bills import AMOUNT, books, paid, settle, started, transferred

pytestmark = pytest.mark.django_db
FEE = (AMOUNT * local.FEE).quantize(Decimal("0.01"))


@pytest.fixture
def commission(market: Market) -> Any:
    """The agency gets five percent of every payment, and the inventor a fifth of the rest."""
    agency = Owner(OwnerKind.ORGANISATION, market.agency.pk)
    inventor = Owner(OwnerKind.USER, market.researcher.pk)

    def share(payable: Any, left: Decimal) -> list[ShareLine]:
        five = (payable.amount * 5 / 100).quantize(Decimal("0.01"))
        fifth = ((left - five) / 5).quantize(Decimal("0.01"))
        return [
            ShareLine(owner=agency, purpose=Purpose.COMMISSION, amount=five, kind="commission"),
            ShareLine(owner=inventor, purpose=Purpose.SHARE, amount=fifth, kind="inventor"),
        ]

    sharing.sharer_register("test", 20, share)
    yield
    del sharing._SHARERS["test"]


def everything() -> tuple[object, ...]:
    tables = (Payment, Refund, Payout, Share, Journal, Entry, Event, Difference)
    return tuple(list(table.objects.order_by("pk").values()) for table in tables)


def test_a_payment_online_settles_and_its_shares_are_passed_on(market: Market) -> None:
    payment = paid(market)
    assert (payment.state, payment.received, payment.fee) == ("settled", AMOUNT, FEE)
    assert books(market).owed == AMOUNT - FEE
    assert books(market).received == 0
    bills.account_ready(market)
    after = books(market)
    assert (after.paid, after.owed, after.received) == (AMOUNT, 0, AMOUNT - FEE)
    assert after.provider == FEE
    assert Payout.objects.get().state == "sent"


def test_a_bank_transfer_settles_when_the_payee_confirms_exactly_what_is_due(
    market: Market,
) -> None:
    payment = started(market, "bank")
    services.payment_declare(actor=actor(market.buyer), payment_id=payment.pk, note="流水 1")
    services.payment_deny(actor=actor(market.office), payment_id=payment.pk, note="未到账")
    services.payment_declare(actor=actor(market.buyer), payment_id=payment.pk)
    before = everything()
    today = timezone.localdate()
    for amount, day in ((AMOUNT - 1, today), (AMOUNT, today + timedelta(days=1))):
        with pytest.raises(ValidationError):
            services.payment_confirm(
                actor=actor(market.office), payment_id=payment.pk, amount=amount, received_on=day
            )
    assert everything() == before
    services.payment_confirm(
        actor=actor(market.office), payment_id=payment.pk, amount=AMOUNT, received_on=today
    )
    assert settle(payment).state == "settled"
    assert (books(market).paid, books(market).received) == (AMOUNT, AMOUNT)


def test_who_may_not_begins_nothing(market: Market) -> None:
    due, own = bills.bill(market), bills.bill(market, blocked="not yet")
    before = everything()
    refused: list[tuple[Any, Any, str, type[Exception]]] = [
        (market.office, due, "local", NotPermitted),
        (market.stranger, due, "local", NotFound),
        (market.buyer, due, "cash", ValidationError),
        (market.buyer, due, "bank", ValidationError),  # the payee has named no account
        (market.buyer, own, "local", WrongState),
    ]
    for who, what, method, error in refused:
        with pytest.raises(error):
            services.payment_start(actor=actor(who), kind="bill", payable_id=what.id, method=method)
    assert everything() == before


def test_one_thing_is_paid_once_at_a_time(market: Market) -> None:
    payment = started(market)
    with pytest.raises(WrongState):
        services.payment_start(
            actor=actor(market.buyer), kind="bill", payable_id=payment.payable_id, method="local"
        )
    services.payment_cancel(actor=actor(market.buyer), payment_id=payment.pk)
    assert settle(payment).state == "cancelled"
    again = started(market, due=bills.BILLS[payment.payable_id])
    assert again.state == "open"


def test_a_declined_card_may_try_again_and_a_slow_one_settles_later(market: Market) -> None:
    payment = paid(market, "declined")
    assert (payment.state, payment.last_error) == ("open", "card_declined")
    local.checkout_pay(payment.checkout_id, "slow")
    assert settle(payment).state == "processing"
    SimulatedEvent.objects.filter(delivered_at=None).update(due_at=timezone.now())
    assert settle(payment).state == "settled"


def test_a_slow_failure_frees_the_thing_again(market: Market) -> None:
    payment = paid(market, "slow_failure")
    SimulatedEvent.objects.filter(delivered_at=None).update(due_at=timezone.now())
    assert (settle(payment).state, payment.failure) == ("failed", "declined")
    assert not Journal.objects.exists()
    assert started(market, due=bills.BILLS[payment.payable_id]).state == "open"


def test_another_amount_is_not_settled_stands_on_record_and_goes_back(market: Market) -> None:
    payment = paid(market, "short")
    assert (payment.state, payment.failure) == ("failed", "mismatch")
    assert (payment.received, payment.settled_at) == (AMOUNT / 2, None)
    assert Refund.objects.get().state == "done"
    assert books(market).paid == 0
    difference = Difference.objects.get()
    assert difference.kind == "mismatch"
    assert difference.resolved_at is not None
    assert not Share.objects.exists()


def test_another_currency_is_not_settled(market: Market) -> None:
    payment = started(market)
    local.checkout_pay(payment.checkout_id, "success")
    there = SimulatedObject.objects.get(pk=payment.checkout_id)
    for each in (there, SimulatedObject.objects.get(type="charge")):
        each.body["currency"] = "USD"
        each.save()
    assert (settle(payment).state, payment.failure) == ("failed", "mismatch")
    assert (payment.received, payment.received_currency) == (AMOUNT, "USD")
    difference = Difference.objects.get()
    assert (difference.theirs, difference.resolved_at is None) == (f"{AMOUNT} USD", False)
    refund = Refund.objects.get()
    assert (refund.amount, refund.currency, refund.state) == (AMOUNT, "USD", "done")
    assert books(market).paid == 0
    told = NoticeRow.objects.filter(kind="payment_failed").values_list("recipient", flat=True)
    assert {market.buyer.pk, market.office.pk} <= set(told)
    assert services.payments_reconcile() == 0


def test_money_for_a_thing_that_was_paid_otherwise_goes_back(market: Market) -> None:
    first = started(market)
    Payment.objects.filter(pk=first.pk).update(state="cancelled")  # the provider was not told
    second = paid(market, due=bills.BILLS[first.payable_id])
    local.checkout_pay(first.checkout_id, "success")
    assert settle(first).failure == "surplus"
    second.refresh_from_db()
    assert second.state == "settled"
    assert books(market).paid == AMOUNT
    assert Refund.objects.get().state == "done"


def test_late_money_of_a_payment_taken_back_is_settled_where_nothing_else_paid(
    market: Market,
) -> None:
    payment = started(market)
    local.checkout_pay(payment.checkout_id, "success")
    with pytest.raises(WrongState):
        services.payment_cancel(actor=actor(market.buyer), payment_id=payment.pk)
    payment.refresh_from_db()
    assert payment.state == "settled"
    Payment.objects.filter(pk=payment.pk)
    assert settle(payment).state == "settled"
    assert books(market).paid == AMOUNT


@pytest.mark.usefixtures("commission")
def test_shares_sum_to_the_amount_and_people_are_paid_through_the_institution(
    market: Market,
) -> None:
    payment = paid(market)
    shares = {share.kind: share.amount for share in Share.objects.all()}
    assert sum(shares.values()) == AMOUNT
    assert shares["commission"] == Decimal("4000.00")
    bills.account_ready(market)
    assert (
        bills.balance(market.researcher.pk, Purpose.PAYABLE, OwnerKind.USER) == (shares["inventor"])
    )
    inventor = Payout.objects.get(share__kind="inventor")
    assert inventor.state == "due"
    with pytest.raises(NotPermitted):
        services.payout_confirm(actor=actor(market.office), payout_id=inventor.pk)
    services.payout_confirm(actor=actor(market.researcher), payout_id=inventor.pk)
    assert bills.balance(market.researcher.pk, Purpose.SHARE, OwnerKind.USER) == shares["inventor"]
    assert books(market).owed == 0
    assert Payout.objects.get(share__kind="commission").state == "waiting"
    assert payment.state == "settled"


@pytest.mark.usefixtures("commission")
def test_a_refund_takes_back_from_every_share_and_calls_back_what_was_passed_on(
    market: Market,
) -> None:
    payment = paid(market)
    bills.account_ready(market)
    for amount in (Decimal("33333.33"), AMOUNT - Decimal("33333.33")):
        services.refund_start(
            actor=actor(market.office), payment_id=payment.pk, amount=amount, reason="agreed"
        )
        settle(payment)
    assert (payment.state, payment.refunded) == ("refunded", AMOUNT)
    after = books(market)
    assert (after.paid, after.received) == (0, 0)
    assert after.owed == -FEE  # what the provider kept is the payee's loss
    assert all(share.refunded == share.amount for share in Share.objects.all())
    assert bills.balance(market.agency.pk, Purpose.PAYABLE) == 0
    assert bills.balance(market.researcher.pk, Purpose.PAYABLE, OwnerKind.USER) == 0
    assert sum(entry.amount for entry in Entry.objects.all()) == 0


def test_a_refund_of_a_bank_transfer_is_booked_when_the_payer_confirms(market: Market) -> None:
    payment = transferred(market)
    services.refund_start(
        actor=actor(market.office), payment_id=payment.pk, amount=Decimal(30000), reason="agreed"
    )
    refund = Refund.objects.get()
    assert (refund.state, books(market).paid) == ("due", AMOUNT)
    with pytest.raises(NotPermitted):
        services.refund_confirm(actor=actor(market.office), refund_id=refund.pk)
    services.refund_confirm(actor=actor(market.buyer), refund_id=refund.pk)
    assert settle(payment).standing == AMOUNT - 30000
    assert (books(market).paid, books(market).received) == (AMOUNT - 30000, AMOUNT - 30000)


def test_what_cannot_go_back_changes_nothing(market: Market) -> None:
    payment = paid(market)
    before = everything()
    for amount in (Decimal(0), AMOUNT + 1, Decimal("0.001"), Decimal(-5)):
        with pytest.raises(ValidationError):
            services.refund_start(
                actor=actor(market.office), payment_id=payment.pk, amount=amount, reason="agreed"
            )
    with pytest.raises(NotPermitted):
        services.refund_start(
            actor=actor(market.buyer), payment_id=payment.pk, amount=AMOUNT, reason="agreed"
        )
    assert everything() == before
    services.refund_start(
        actor=actor(market.office),
        payment_id=payment.pk,
        amount=Decimal("100.13"),
        reason="agreed",
    )
    settle(payment)
    assert (Refund.objects.get().state, payment.refunded) == ("failed", 0)
    assert books(market).paid == AMOUNT


@pytest.mark.parametrize(("decided", "stands"), [("won", AMOUNT), ("lost", Decimal(0))])
def test_a_dispute_holds_the_money_until_it_is_decided(
    market: Market, decided: str, stands: Decimal
) -> None:
    payment = paid(market, "disputed")
    assert payment.state == "disputed"
    assert books(market).disputed == AMOUNT
    assert Payout.objects.get().state == "waiting"
    dispute = payment.disputes.get()
    local.dispute_decide(dispute.provider_id, decided)
    settle(payment)
    assert payment.standing == stands
    after = books(market)
    assert (after.disputed, after.paid) == (0, stands)
    assert after.provider == FEE + local.DISPUTE_FEE
    assert sum(entry.amount for entry in Entry.objects.all()) == 0
