"""A voucher taken off a milestone: the firm pays the rest, the office owes its part."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from backend.contracts.models import Contract
from backend.core.checks import checks_run
from backend.core.errors import WrongState
from backend.delivery.services import PLAN_SERVICES, milestone_settled
from backend.delivery.subjects import milestone_payable
from backend.payments.services import payment_confirm, payment_open, payment_start
from backend.programmes import services
from backend.programmes.models import Voucher
from backend.programmes.selectors.money import received_account
from backend.programmes.services import REDEMPTION_SERVICES
from tests.backend.delivery import plans
from tests.backend.payments import bills
from tests.backend.programmes import cases
from tests.backend.programmes.cases import TODAY
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_taken_off_a_milestone_the_firm_pays_less_of_it(market: Market) -> None:
    officer, finance = cases.officer(), cases.officer(unit_kind="finance")
    held = cases.voucher(market, officer)
    cases.recognised(officer, market.university)
    plan = plans.agreed(market, charged="start")
    first, second = plan.milestones.all()
    given = {"actor": actor(market.buyer), "voucher_id": held.pk, "service": "rd"}
    given |= {"contract_id": plan.contract_id}
    with refused(ValidationError) as wrong:
        services.voucher_reserve(amount=Decimal(1), milestone_id=second.pk + 99, **given)
    assert list(wrong.value.message_dict) == ["milestone"]
    use = services.voucher_reserve(amount=Decimal(60000), milestone_id=first.pk, **given)
    with refused(WrongState):  # a plan is not rewritten under what a voucher pays of it
        PLAN_SERVICES["reopen"](
            actor=actor(market.buyer), schedule_id=plan.pk, expected_revision=None, note="x"
        )
    payable = milestone_payable(first)
    assert (payable.amount, [one.amount for one in payable.reliefs]) == (440000, [60000])
    page = text(browser(market.buyer).get(reverse("deal", args=[plan.contract.deal_id])))
    assert "the firm pays CN¥440,000.00" in page
    bills.account_named(market)
    started = payment_start(
        actor=actor(market.buyer), kind="milestone", payable_id=first.pk, method="bank"
    )
    payment_open(payment_id=started.pk)
    assert started.amount == Decimal(440000)
    with refused(WrongState):
        services.redemption_release(
            actor=actor(market.buyer), redemption_id=use.pk, expected_revision=None
        )
    with refused(WrongState):
        services.voucher_reserve(amount=Decimal(1), milestone_id=first.pk, **given)
    payment_confirm(
        actor=actor(market.office), payment_id=started.pk, amount=Decimal(440000), received_on=TODAY
    )
    milestone_settled(milestone_id=first.pk)
    act = REDEMPTION_SERVICES
    with refused(ValidationError) as wrong:
        act["claim"](
            actor=actor(market.buyer), redemption_id=use.pk, expected_revision=None,
            values=cases.claim(amount="100000"),
        )  # fmt: skip
    assert "120,000.00" in str(wrong.value.message_dict["amount"])
    Voucher.objects.update(expires_on=TODAY - timedelta(days=1))
    services.vouchers_expire()
    use.refresh_from_db()
    assert use.state == "reserved"  # the office owes it
    values = cases.claim(amount="500000")
    Contract.objects.filter(pk=plan.contract_id).update(state="terminated")  # owed all the same
    act["claim"](
        actor=actor(market.buyer), redemption_id=use.pk, expected_revision=None, values=values
    )
    act["approve"](actor=actor(officer), redemption_id=use.pk, expected_revision=None)
    act["pay"](actor=actor(finance), redemption_id=use.pk, expected_revision=None, note="财国库-2")
    got = received_account(market.university.pk)
    assert got.balance == Decimal(500000)
    assert checks_run() == {}
