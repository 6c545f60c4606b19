"""Contracts registered elsewhere: reported, imported, and counted once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from backend.accounts.models import Organisation
from backend.core.errors import NotFound, NotPermitted
from backend.core.sheets import Sheet, workbook_of
from backend.registration.models import Extract, OutsideContract
from backend.registration.selectors import outside_readable_by
from backend.registration.selectors.statistics import ABSORBED, OUTPUT, counted, statistics_of
from backend.registration.services import (
    extract_import,
    outside_count,
    outside_dismiss,
    outside_report,
    outside_return,
)
from backend.registration.services.outside import outside_revise
from backend.registration.sources import HEADS, extract_read, sample_xlsx
from notifications.models import NoticeRow
from tests.factories import Market, actor

from . import cases
from .purchases import VALUES

State = OutsideContract.State
HEADINGS = [heads[0] for heads in HEADS.values()]


def row(buyer: str, **changes: object) -> list[object]:
    """A row of an extract."""
    held: dict[str, object] = {
        "number": "2026110108000789", "title": "管道防腐技术转让", "type": "技术转让",
        "signed_on": "2026-04-02", "seller_name": "天津某大学", "seller_country": "142",
        "seller_region": "120112", "buyer_name": buyer, "buyer_region": "130925",
        "technology_field": "新材料", "contract_amount": Decimal(500_000),
        "technology_amount": Decimal(500_000),
    }  # fmt: skip
    return [(held | changes)[name] for name in HEADS]


def book(*rows: list[object], headings: list[str] | None = None) -> bytes:
    return workbook_of(Sheet("摘录", headings or HEADINGS, rows))


def test_a_report_waits_for_the_bureau_of_the_buyers_region(
    market: Market, drain: Callable[[], int]
) -> None:
    _unit, officer = cases.bureau()
    _far, elsewhere = cases.bureau("370100")
    made = outside_report(actor=actor(market.buyer), values=VALUES)
    assert (made.state, made.buyer_region) == (State.REPORTED, "130900")
    drain()
    told = NoticeRow.objects.filter(kind="outside_reported").values_list("recipient", flat=True)
    assert list(told) == [officer.pk]
    with pytest.raises(NotFound):
        outside_readable_by(actor(elsewhere), made.pk)
    with pytest.raises(NotPermitted):
        outside_count(actor=actor(market.buyer), outside_contract_id=made.pk, expected_revision=1)
    assert counted("130900", ABSORBED) == []
    outside_count(actor=actor(officer), outside_contract_id=made.pk, expected_revision=1)
    assert [one.number for one in counted("130900", ABSORBED)] == [VALUES.number]
    assert counted("130900", OUTPUT) == []


def test_a_returned_report_is_corrected(market: Market) -> None:
    _unit, officer = cases.bureau()
    made = outside_report(actor=actor(market.buyer), values=VALUES)
    outside_return(
        actor=actor(officer), outside_contract_id=made.pk, expected_revision=1, note="请附合同"
    )
    outside_revise(
        actor=actor(market.buyer),
        outside_contract_id=made.pk,
        expected_revision=2,
        values=replace(VALUES, technology_amount=Decimal(600_000)),
    )
    made.refresh_from_db()
    assert (made.state, made.note, made.technology_amount) == (State.REPORTED, "", 600_000)


def test_wrong_reports_are_refused_by_field(market: Market) -> None:
    wrong = {
        "technology_amount": Decimal(900_000),
        "seller_region": "",
        "seller_country": "999",
        "number": "123",
        "signed_on": date(2999, 1, 1),
        "seller_name": market.enterprise.name,
    }
    for field, value in wrong.items():
        with pytest.raises(ValidationError) as refused:
            outside_report(actor=actor(market.buyer), values=replace(VALUES, **{field: value}))
        assert list(refused.value.message_dict) == [field]
    with pytest.raises(NotPermitted):
        outside_report(actor=actor(market.researcher), values=VALUES)
    assert not OutsideContract.objects.exists()


def test_what_is_registered_here_is_found(market: Market) -> None:
    case = cases.signed(market)
    own = cases.registered(case)
    with pytest.raises(ValidationError) as refused:
        outside_report(actor=actor(market.buyer), values=replace(VALUES, number=own.number or ""))
    assert list(refused.value.message_dict) == ["number"]
    made = outside_report(
        actor=actor(market.buyer),
        values=replace(
            VALUES,
            number="",
            seller_name=market.university.name,
            contract_amount=own.contract_amount,
            technology_amount=own.technology_amount,
            signed_on=own.signed_on,
        ),
    )
    assert made.same_as == own


def test_registering_settles_what_was_counted_before(market: Market) -> None:
    case = cases.signed(market)
    made = outside_report(
        actor=actor(market.buyer),
        values=replace(
            VALUES,
            seller_name=market.university.name,
            contract_amount=cases.AMOUNT,
            technology_amount=cases.AMOUNT,
            signed_on=case.contract.signed_on,
        ),
    )
    outside_count(actor=actor(case.officer), outside_contract_id=made.pk, expected_revision=1)
    assert statistics_of("130900", ABSORBED, 2026).total.n == 1
    cases.registered(case)
    made.refresh_from_db()
    assert made.state == State.DISMISSED
    year = timezone.localdate().year
    assert [one.outside for one in counted("130900", ABSORBED) if one.year == year] == [False]


def test_an_extract_counts_once_and_names_its_mistakes(market: Market) -> None:
    _unit, officer = cases.bureau()
    Organisation.objects.filter(pk=market.enterprise.pk).update(name="沧州某管道有限公司")
    data = book(
        row("沧州某管道有限公司"),
        row("沧州某管道有限公司", number=""),  # the same contract without its number
        row("沧州某管道有限公司", number="2026110108000790"),  # may be the same
        row("保定某公司", buyer_region="130600", number=""),
        row("沧州某公司", contract_amount="很多", number=""),
        row("沧州某公司", type="买卖", number=""),
    )
    rows = extract_read("摘录.xlsx", data)
    extract = extract_import(actor=actor(officer), name="摘录.xlsx", data=data, rows=rows)
    assert (extract.counted, extract.known, extract.suspected) == (1, 1, 1)
    assert [entry[0] for entry in extract.refused] == [5, 6, 7]
    first = OutsideContract.objects.get(state=State.COUNTED)
    assert (first.buyer_id, first.technology_field) == (market.enterprise.pk, "new_materials")
    again = extract_import(actor=actor(officer), name="摘录.xlsx", data=data, rows=rows)
    assert (again.counted, again.known) == (0, 3)
    suspected = OutsideContract.objects.get(state=State.SUSPECTED)
    assert suspected.same_as_outside == first
    outside_dismiss(
        actor=actor(officer), outside_contract_id=suspected.pk, expected_revision=1, note="重复"
    )
    assert len(counted("130900", ABSORBED)) == 1


def test_an_extract_gives_a_report_its_number(market: Market) -> None:
    _unit, officer = cases.bureau()
    made = outside_report(actor=actor(market.buyer), values=replace(VALUES, number=""))
    data = book(
        row(
            market.enterprise.name, number="2026110108000456", title=VALUES.title,
            type="技术开发（委托）", signed_on="2026年3月18日", seller_name="北京某研究院 ",
            seller_region="1101", buyer_region="1309", contract_amount=80,
            technology_amount=65,
        ),
        headings=[h.replace("（元）", "（万元）") for h in HEADINGS],
    )  # fmt: skip
    extract = extract_import(
        actor=actor(officer), name="a.xlsx", data=data, rows=extract_read("a.xlsx", data)
    )
    assert (extract.counted, extract.known, extract.refused) == (0, 1, [])
    made.refresh_from_db()
    assert made.number == "2026110108000456"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"no workbook"),
        ("a.csv", b""),
        ("a.csv", "合同登记编号,项目名称\n1,2\n".encode()),
        ("a.xlsx", workbook_of(Sheet("x", HEADINGS, []))),
    ],
)
def test_a_file_that_is_none_is_refused_without_its_path(
    market: Market, name: str, data: bytes
) -> None:
    with pytest.raises(ValidationError) as refused:
        extract_read(name, data)
    assert "/tmp" not in str(refused.value)
    assert not Extract.objects.exists()


def test_the_sample_can_be_read(db: None) -> None:
    rows = extract_read("sample.xlsx", sample_xlsx())
    assert [found.errors for found in rows] == [()]
    sheet = load_workbook(BytesIO(sample_xlsx())).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == HEADINGS


def test_only_a_science_bureau_imports(market: Market) -> None:
    _park, officer = cases.bureau(unit_kind="park")
    for person in (officer, market.operator, market.buyer):
        with pytest.raises(NotPermitted):
            extract_import(actor=actor(person), name="a.xlsx", data=b"", rows=[])
