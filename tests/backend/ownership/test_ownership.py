"""Rights of inventors, shares of revenue, evaluations, and the office's report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from backend.accounts.models import User
from backend.contracts.models import Contract
from backend.core.checks import checks_run
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.deals.models import Deal
from backend.ledger.kinds import EntryKind, Purpose
from backend.ledger.services import account_for, journal_post
from backend.ledger.values import Leg, Owner
from backend.ownership import services
from backend.ownership.models import Evaluation, Grant, Plan, PlanShare
from backend.ownership.plan_sharing import plan_shares
from backend.ownership.selectors import assets_of, grant_standing, plan_found, transfer_report
from backend.ownership.values import EvaluationValues, GrantValues, PlanValues, ShareValues
from backend.payments.payables import Payable
from notifications.models import NoticeRow
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.backend.payments import bills
from tests.factories import Market, actor

TODAY = timezone.localdate()
RIGHT = GrantValues(
    kind="long_term_use",
    share=None,
    inventors="李慕白、赵晓",
    starts_on=TODAY,
    ends_on=TODAY + timedelta(days=3650),
    reasons="自行转化",
)
REPORT = EvaluationValues(
    body="某评估中心", level="domestic_leading", evaluated_on=TODAY - timedelta(days=9)
)


def shares(market: Market, institution: str = "30", inventor: str = "70") -> PlanValues:
    return PlanValues(
        pricing="auction",
        price=None,
        currency="CNY",
        noticed_on=None,
        shares=(
            ShareValues(kind="institution", person_id=None, percent=Decimal(institution)),
            ShareValues(kind="inventor", person_id=market.researcher.pk, percent=Decimal(inventor)),
        ),
    )


def propose(market: Market, deal: Deal, values: PlanValues, revision: int | None = None) -> Plan:
    return services.plan_propose(
        actor=actor(market.office), deal_id=deal.pk, expected_revision=revision, values=values
    )


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def test_inventors_apply_and_the_office_grants(market: Market, drain: Callable[[], int]) -> None:
    listing = pairs.achievement(market.researcher)
    grant = services.grant_apply(
        actor=actor(market.researcher), listing_id=listing.pk, values=RIGHT
    )
    drain()
    told = NoticeRow.objects.filter(kind="grant_applied").values_list("recipient", flat=True)
    assert list(told) == [market.office.pk]
    assert grant_standing(listing.pk) is None
    for person in (market.researcher, market.buyer, market.operator):
        with pytest.raises((NotPermitted, NotFound)):
            services.grant_give(actor=actor(person), grant_id=grant.pk, expected_revision=1)
    with pytest.raises(WrongState):
        services.grant_apply(actor=actor(market.researcher), listing_id=listing.pk, values=RIGHT)
    services.grant_give(actor=actor(market.office), grant_id=grant.pk, expected_revision=1)
    assert grant_standing(listing.pk) == grant
    page = Client(headers={"accept-language": "en"}).get(f"/ownership/of-listing/{listing.pk}/")
    assert "李慕白、赵晓" in page.content.decode()
    services.grant_end(
        actor=actor(market.office), grant_id=grant.pk, expected_revision=2, note="无进展"
    )
    assert grant_standing(listing.pk) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": None}, "ends_on"),
        ({"kind": "ownership"}, "share"),
        ({"kind": "ownership", "share": Decimal(101)}, "share"),
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
        ({"reasons": ""}, "reasons"),
    ],
)
def test_wrong_applications_are_refused_by_field(
    market: Market, changes: dict[str, object], field: str
) -> None:
    listing = pairs.achievement(market.researcher)
    with pytest.raises(ValidationError) as refused:
        services.grant_apply(
            actor=actor(market.researcher),
            listing_id=listing.pk,
            values=replace(RIGHT, **changes),  # type: ignore[arg-type]
        )
    assert field in refused.value.message_dict
    assert not Grant.objects.exists()


def test_shares_sum_to_exactly_a_hundred(market: Market) -> None:
    deal = pairs.deal(market)
    for institution, inventor in (("30", "69.99"), ("30", "70.01"), ("100", "-1")):
        with pytest.raises(ValidationError) as refused:
            propose(market, deal, shares(market, institution, inventor))
        assert "shares" in refused.value.message_dict
    stranger = ShareValues(kind="inventor", person_id=market.stranger.pk, percent=Decimal(70))
    with pytest.raises(ValidationError):
        propose(market, deal, replace(shares(market), shares=(shares(market).shares[0], stranger)))
    assert not Plan.objects.exists()


def test_all_whom_it_names_agree_before_signing(market: Market, drain: Callable[[], int]) -> None:
    contract = records.drafted(market)
    plan = propose(market, contract.deal, shares(market))
    drain()
    told = NoticeRow.objects.filter(kind="shares_proposed").values_list("recipient", flat=True)
    assert list(told) == [market.researcher.pk]
    with pytest.raises(WrongState):
        records.confirm(market, contract)
    with pytest.raises((NotPermitted, NotFound)):
        services.plan_agree(actor=actor(market.buyer), plan_id=plan.pk, expected_revision=1)
    with pytest.raises(NotFound):
        plan_found(actor(market.buyer), plan.pk)
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    plan.refresh_from_db()
    assert plan.state == Plan.State.AGREED
    # A change is agreed to anew.
    plan = propose(market, contract.deal, shares(market, "40", "60"), plan.revision)
    assert plan.state == Plan.State.PROPOSED
    with pytest.raises(WrongState):
        services.plan_agree(actor=actor(market.researcher), plan_id=plan.pk, expected_revision=1)
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    records.confirm(market, contract)
    with pytest.raises(WrongState):
        propose(market, contract.deal, shares(market), plan.revision)


def test_the_checks_tell_of_shares_that_do_not_agree(market: Market) -> None:
    contract = records.drafted(market)
    plan = propose(market, contract.deal, shares(market))
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


def test_a_negotiated_price_is_made_public_first(market: Market) -> None:
    contract = records.drafted(market)
    negotiated = replace(
        shares(market), pricing="negotiated", price=Decimal(1_250_000), noticed_on=TODAY
    )
    for field in ("price", "noticed_on"):
        with pytest.raises(ValidationError) as refused:
            propose(market, contract.deal, replace(negotiated, **{field: None}))  # type: ignore[arg-type]
        assert list(refused.value.message_dict) == [field]
    plan = propose(market, contract.deal, negotiated)
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    with pytest.raises(WrongState):
        records.confirm(market, contract)
    Plan.objects.filter(pk=plan.pk).update(noticed_on=TODAY - timedelta(days=15))
    records.confirm(market, contract)
    assert Contract.objects.get(pk=contract.pk).state == Contract.State.SIGNED


def test_a_granted_right_asks_for_shares(market: Market) -> None:
    contract = records.drafted(market)
    assert contract.offer_id is not None
    grant = services.grant_apply(
        actor=actor(market.researcher), listing_id=contract.offer_id, values=RIGHT
    )
    services.grant_give(actor=actor(market.office), grant_id=grant.pk, expected_revision=1)
    with pytest.raises(WrongState):
        records.confirm(market, contract)
    assert Contract.objects.get(pk=contract.pk).state == Contract.State.PROPOSED


def test_an_evaluation_keeps_its_report(market: Market) -> None:
    listing = pairs.achievement(market.researcher)
    for changes in (
        {"evaluated_on": TODAY + timedelta(days=1)},
        {"valid_until": TODAY - timedelta(days=30)},
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
    for reference, earned, shared in (("a", "300000.10", "700000.20"), ("b", "-100.05", "0")):
        whole = Decimal(earned) + Decimal(shared)
        payer = account_for(
            owner=Owner("organisation", market.enterprise.pk), purpose=Purpose.PAID, currency="CNY"
        )
        own = account_for(owner=university, purpose=Purpose.REVENUE, currency="CNY")
        people = account_for(
            owner=Owner("user", market.researcher.pk), purpose=Purpose.SHARE, currency="CNY"
        )
        legs = [Leg(payer, -whole), Leg(own, Decimal(earned))]
        if Decimal(shared):
            legs.append(Leg(people, Decimal(shared)))
        journal_post(
            reference=f"test:{reference}",
            kind=EntryKind.PAYOUT,
            legs=legs,
            about=("contract", contract.pk),
            deal_id=contract.deal_id,
            actor_id=None,
        )
    found = transfer_report(market.university, TODAY.year)
    assert len(found.rows) == 1
    (total,) = found.totals
    assert (total.signed, total.amount) == (1, contract.amount)
    assert (total.received, total.paid) == (Decimal("999900.25"), Decimal("700000.20"))
    assert transfer_report(market.university, TODAY.year - 1).rows == []
    (asset,) = assets_of(market.university)
    assert asset.received == {"CNY": Decimal("299900.05")}

    office = browser(market.office)
    page = office.get("/ownership/report/").content.decode()
    assert "¥999,900.25" in page
    pdf = PdfReader(BytesIO(office.get("/ownership/report.pdf").content))
    text = "".join("".join(sheet.extract_text().split()) for sheet in pdf.pages)
    assert "科技成果转化报告" in text
    assert "700,000.20" in text
    book = load_workbook(BytesIO(office.get("/ownership/report.xlsx").content))
    assert book.worksheets[1]["E2"].value == 999900.25
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
    plan = propose(market, deal, shares(market, "33.33", "66.67"))
    assert list(plan_shares(payable, Decimal("100.01"))) == []
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    (line,) = plan_shares(payable, Decimal("100.01"))
    assert (line.owner, line.amount) == (Owner("user", market.researcher.pk), Decimal("66.68"))


def test_pages_of_rights_and_shares(market: Market) -> None:
    deal = pairs.deal(market)
    office, researcher = browser(market.office), browser(market.researcher)
    apply = f"/ownership/of-listing/{deal.offer_id}/apply/"
    form = {
        "kind": "ownership", "share": "70", "inventors": "李", "starts_on": TODAY.isoformat(),
        "ends_on": "", "reasons": "转化", "conditions": "",
    }  # fmt: skip
    assert researcher.post(apply, form | {"share": ""}).status_code == 422
    assert researcher.post(apply, form).status_code == 302
    grant = Grant.objects.get()
    assert "Rights and shares" in office.get("/desk/").content.decode()
    assert "Grant" in office.get(f"/ownership/grants/{grant.pk}/").content.decode()
    given = office.post(f"/ownership/grants/{grant.pk}/give/", {"revision": 1})
    assert given.status_code == 302
    page = office.get(f"/deals/{deal.pk}/").content.decode()
    assert "Propose shares" in page
    plan = {
        "pricing": "auction", "price": "", "currency": "CNY", "noticed_on": "",
        "share_institution": "30", f"share_{market.researcher.pk}": "69.99",
    }  # fmt: skip
    refused = office.post(f"/ownership/of-deal/{deal.pk}/", plan)
    assert refused.status_code == 422
    assert "99.99" in refused.content.decode()
    plan[f"share_{market.researcher.pk}"] = "70"
    assert office.post(f"/ownership/of-deal/{deal.pk}/", plan).status_code == 302
    made = Plan.objects.get()
    assert "Agree" in researcher.get(f"/ownership/shares/{made.pk}/").content.decode()
    agreed = researcher.post(f"/ownership/shares/{made.pk}/agree/", {"revision": made.revision})
    assert agreed.status_code == 302
    made.refresh_from_db()
    assert made.state == Plan.State.AGREED
    assert browser(market.buyer).get(f"/ownership/shares/{made.pk}/").status_code == 404
    assert (
        "Shares of the revenue"
        not in browser(market.buyer).get(f"/deals/{deal.pk}/").content.decode()
    )
    evaluation = f"/ownership/of-listing/{deal.offer_id}/evaluation/"
    assert researcher.get(evaluation).status_code == 200
    form = {"body": "中心", "level": "other", "number": "", "evaluated_on": TODAY.isoformat()}
    assert researcher.post(evaluation, form).status_code == 302
