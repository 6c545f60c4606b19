"""Evaluations, the report of a year, and payments that are split."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from openpyxl import load_workbook
from pypdf import PdfReader

from backend.core.errors import NotPermitted
from backend.ledger.kinds import EntryKind, Purpose
from backend.ledger.services import account_for, journal_post
from backend.ledger.values import PLATFORM, Leg, Owner
from backend.ownership import services
from backend.ownership.models import Evaluation
from backend.ownership.plan_sharing import plan_shares
from backend.ownership.selectors import assets_of, transfer_report
from backend.ownership.values import EvaluationValues
from backend.payments.payables import Payable
from tests.backend.contracts import records
from tests.backend.ownership import rights
from tests.backend.pairings import pairs
from tests.browsers import browser
from tests.factories import Market, actor

REPORT = EvaluationValues(
    body="某评估中心", level="domestic_leading", evaluated_on=rights.TODAY - timedelta(days=9)
)


def test_an_evaluation_keeps_its_report(market: Market) -> None:
    listing = pairs.achievement(market.researcher)
    for changes in (
        {"evaluated_on": rights.TODAY + timedelta(days=1)},
        {"valid_until": rights.TODAY - timedelta(days=30)},
        {"level": "best"},
    ):
        with pytest.raises(ValidationError) as refused:
            services.evaluation_add(
                actor=actor(market.researcher),
                listing_id=listing.pk,
                values=replace(REPORT, **changes),  # type: ignore[arg-type]
                upload=None,
            )
        assert set(refused.value.message_dict) == set(changes)
    with pytest.raises(NotPermitted):
        services.evaluation_add(
            actor=actor(market.buyer), listing_id=listing.pk, values=REPORT, upload=None
        )
    assert not Evaluation.objects.exists()
    made = services.evaluation_add(
        actor=actor(market.researcher),
        listing_id=listing.pk,
        values=REPORT,
        upload=ContentFile(b"%PDF-1.4\n%%EOF\n", name="评价报告.pdf"),
    )
    assert made.attachment is not None
    assert made.attachment.subject == "listing"


def test_the_report_is_that_of_contracts_and_ledger(market: Market) -> None:
    contract = records.drafted(market)
    records.confirm(market, contract)
    university = Owner("organisation", market.university.pk)
    platform = account_for(owner=PLATFORM, purpose=Purpose.FEES, currency="CNY")
    for reference, earned, shared in (("a", "300000.10", "700000.20"), ("b", "-100.05", "0")):
        fee = Decimal(100) if Decimal(shared) else Decimal(0)
        whole = Decimal(earned) + Decimal(shared) + fee
        payer = account_for(
            owner=Owner("organisation", market.enterprise.pk), purpose=Purpose.PAID, currency="CNY"
        )
        own = account_for(owner=university, purpose=Purpose.REVENUE, currency="CNY")
        people = account_for(
            owner=Owner("user", market.researcher.pk), purpose=Purpose.SHARE, currency="CNY"
        )
        legs = [Leg(payer, -whole), Leg(own, Decimal(earned))]
        if Decimal(shared):
            legs += [Leg(people, Decimal(shared)), Leg(platform, fee)]
        journal_post(
            reference=f"test:{reference}",
            kind=EntryKind.PAYOUT,
            legs=legs,
            about=("contract", contract.pk),
            deal_id=contract.deal_id,
            actor_id=None,
        )
    found = transfer_report(market.university, rights.TODAY.year)
    assert len(found.rows) == 1
    (total,) = found.totals
    assert (total.signed, total.amount) == (1, contract.amount)
    assert (total.takings.received, total.takings.handed_on) == (
        Decimal("999900.25"),
        Decimal("700000.20"),
    )
    assert transfer_report(market.university, rights.TODAY.year - 1).rows == []
    (asset,) = assets_of(market.university)
    assert asset.takings == {"CNY": total.takings}
    assert total.takings.paid - total.takings.fees == total.takings.received

    office = browser(market.office)
    page = office.get("/ownership/report/").content.decode()
    assert "¥999,900.25" in page
    pdf = PdfReader(BytesIO(office.get("/ownership/report.pdf").content))
    text = "".join("".join(sheet.extract_text().split()) for sheet in pdf.pages)
    assert "科技成果转化报告" in text
    assert "700,000.20" in text
    book = load_workbook(BytesIO(office.get("/ownership/report.xlsx").content))
    assert [cell.value for cell in book.worksheets[1][2]][4:7] == [1000000.25, 100, 999900.25]
    assert office.get("/ownership/report.exe").status_code == 404
    assert office.get("/ownership/").status_code == 200
    assert office.get("/ownership/register.xlsx").status_code == 200
    assert browser(market.buyer).get("/ownership/report/").status_code == 404


def test_a_payment_is_split_by_the_agreed_plan(market: Market) -> None:
    deal = pairs.deal(market)
    payable = Payable(
        kind="milestone", id=1, title="x", payer_id=market.enterprise.pk,
        payee_id=market.university.pk, amount=Decimal("100.01"), currency="CNY", deal_id=deal.pk,
    )  # fmt: skip
    plan = rights.propose(market, deal, rights.shares(market, "33.33", "66.67"))
    assert list(plan_shares(payable, Decimal("100.01"))) == []
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    (line,) = plan_shares(payable, Decimal("100.01"))
    assert (line.owner, line.amount) == (Owner("user", market.researcher.pk), Decimal("66.68"))
