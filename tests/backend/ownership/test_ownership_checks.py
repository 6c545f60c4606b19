"""What must hold of shares is seen where somebody breaks it behind the services' back."""

from __future__ import annotations

from decimal import Decimal

from backend.core.checks import checks_run
from backend.ownership import services
from backend.ownership.models import PlanShare
from tests.backend.contracts import records
from tests.backend.ownership import rights
from tests.backend.payments import bills
from tests.factories import Market, actor


def test_the_checks_tell_of_shares_that_do_not_agree(market: Market) -> None:
    contract = records.drafted(market)
    plan = rights.propose(market, contract.deal, rights.shares(market))
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    records.confirm(market, contract)
    payment = bills.paid(market, due=bills.bill(market, deal_id=contract.deal_id))
    got = payment.shares.get(kind="inventor")
    assert got.amount == ((payment.amount - (payment.fee or 0)) * 70 / 100).quantize(
        Decimal("0.01")
    )
    assert checks_run() == {}  # the people's shares too are what was agreed
    for rows, wrong, broken in (
        (
            PlanShare.objects.filter(kind="inventor"),
            {"percent": "69.99"},
            "plans_share_out_the_whole",
        ),
        (PlanShare.objects.all(), {"agreed_at": None}, "plans_stand_by_the_word_of_all"),
        (payment.shares.exclude(why=""), {"why": ""}, "people_get_what_was_agreed"),
    ):
        was = {name: rows.values_list(name, flat=True)[0] for name in wrong}
        ids = list(rows.values_list("pk", flat=True))
        rows.model.objects.filter(pk__in=ids).update(**wrong)
        assert set(checks_run()) == {f"ownership.{broken}"}
        rows.model.objects.filter(pk__in=ids).update(**was)
    assert checks_run() == {}
