"""Payments where others act in the same moment, or a process is killed: on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from backend.core.dispatcher import deliver_all
from backend.core.models import Event
from backend.ledger.models import Journal
from backend.payments import services
from backend.payments.gateways import local
from backend.payments.models import Difference, Payment, Share, SimulatedObject
from deploy.local.application import ROOT
from tests import factories
from tests.backend.delivery import plans
from tests.backend.payments import bills
from tests.factories import Market, actor
from tests.product import database_url
from tests.racing import at_once

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]
KILLED = -9


def killed(moment: str, payment: Payment) -> None:
    """A process on this very database that is killed at a moment of the payment."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.backend.payments.dying", moment, str(payment.pk)],
        cwd=ROOT,
        env=dict(os.environ) | {"TIQIAO_DATABASE_URL": database_url(connection)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == KILLED, done.stderr


def test_a_process_killed_between_answer_and_commit_loses_and_doubles_nothing() -> None:
    assert settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    market = factories.market()
    due = bills.bill(market)
    payment = services.payment_start(
        actor=actor(market.buyer), kind="bill", payable_id=due.id, method="local"
    )
    killed("answered", payment)
    payment.refresh_from_db()
    there = SimulatedObject.objects.get(type="checkout.session")
    assert (payment.state, payment.checkout_id) == ("asked", "")
    local.checkout_pay(there.pk, "success")  # the payer is quicker than we are
    services.payment_open(payment_id=payment.pk)  # the next process asks by the same key
    payment.refresh_from_db()
    assert payment.checkout_id == there.pk
    assert SimulatedObject.objects.filter(type="checkout.session").count() == 1
    assert bills.settle(payment).state == "settled"

    other = bills.started(market)
    local.checkout_pay(other.checkout_id, "success")
    killed("booked", other)
    other.refresh_from_db()
    assert (other.state, other.shares.count()) == ("open", 0)
    assert Journal.objects.filter(about_id=other.pk).count() == 0
    assert services.payments_reconcile() == 0  # the nightly comparison heals it
    assert bills.settle(other).state == "settled"
    assert services.payments_reconcile() == 0
    assert not Difference.objects.exists()
    assert SimulatedObject.objects.filter(type="charge").count() == 2
    assert bills.books(market).paid == 2 * bills.AMOUNT


def test_two_messages_of_one_payment_at_once_settle_it_once() -> None:
    market = factories.market()
    payment = bills.started(market)
    local.checkout_pay(payment.checkout_id, "success")

    def look() -> None:
        services.payment_refresh(payment_id=payment.pk)

    assert at_once(look, look, look, look) == []
    assert bills.settle(payment).state == "settled"
    assert Event.objects.filter(name="payment.settled").count() == 1
    assert Journal.objects.filter(about_id=payment.pk).count() == 1
    assert Share.objects.filter(payment=payment, kind="payee").count() == 1


def _first(market: Market) -> tuple[int, int]:
    """A plan whose first milestone can be paid now."""
    plan = plans.agreed(market, charged="start")
    deliver_all()
    return plan.pk, plans.first_of(plan).pk


def test_one_milestone_is_charged_once_and_not_changed_meanwhile() -> None:
    market = factories.market()
    plan_id, milestone_id = _first(market)

    def pay() -> None:
        services.payment_start(
            actor=actor(market.buyer), kind="milestone", payable_id=milestone_id, method="local"
        )

    def reopen() -> None:
        plans.PLAN_SERVICES["reopen"](
            actor=actor(market.office), schedule_id=plan_id, expected_revision=None, note="改"
        )

    refused = at_once(pay, pay, reopen)
    plan = plans.Plan.objects.get(pk=plan_id)
    paid = Payment.objects.count()
    # Either it is being paid and stands, or it is open for change and nothing pays it.
    assert (paid, plan.state) in {(1, "agreed"), (0, "returned")}
    assert len(refused) == 2
