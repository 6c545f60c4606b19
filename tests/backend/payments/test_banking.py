"""Bank statements laid beside payments, and invoices over what was paid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from backend.attachments.services import attachment_add
from backend.core.errors import NotPermitted, WrongState
from backend.payments import services
from backend.payments.models import BankStatement, Invoice, StatementLine
from backend.payments.statements import credits_read
from tests.factories import Market, actor

from . import bills
from .bills import AMOUNT, settle, started, transferred

HEAD = "交易日期,借方金额,贷方金额,对方户名,附言,交易流水号\n"


def statement(market: Market, *lines: str) -> BankStatement:
    text = "账号：6217000123456789\n\n" + HEAD + "\n".join(lines) + "\n"
    return services.statement_import(
        actor=actor(market.office),
        organisation_id=market.university.pk,
        name="十一月.csv",
        data=text.encode("gb18030"),
        currency="CNY",
    )


@pytest.mark.django_db
def test_credits_are_laid_beside_the_payments_that_they_name(market: Market) -> None:
    payment, other = started(market, "bank"), started(market, "bank")
    today = timezone.localdate().isoformat()
    compact = payment.number.replace("-", "")
    lines = [
        f'{today},,"50,000.00",某公司,货款 {compact.lower()},1',
        f"{today},,30000,某公司,{payment.number} 尾款,2",
        f"{today},,80000.01,某公司,{other.number},3",
        f"{today},,12,张三,转账,4",
        f"{today},900.00,,某公司,{payment.number},5",
    ]
    made = statement(market, *lines)
    assert (made.lines_read, made.lines_new) == (4, 4)
    verdicts = list(StatementLine.objects.order_by("pk").values_list("verdict", flat=True))
    assert verdicts == ["short", "fits", "over", "unknown"]
    assert statement(market, *lines).lines_new == 0
    assert {payment.state, other.state} == {"open"}  # nothing settles by itself


def test_files_that_are_no_statement_say_what_is_wrong(english: None) -> None:
    day = "2026-11-30"
    refused = {
        b"": "heading",
        b"a,b\n1,2\n": "heading",
        f"{HEAD}{day},,zwei,x,y,1".encode(): "Line 2: “zwei”",
        f"{HEAD}{day},,1.005,x,y,1".encode(): "no amount",
        f"{HEAD}{day},,NaN,x,y,1".encode(): "no amount",
        f"{HEAD}{day},,99999999999999999,x,y,1".encode(): "no amount",
        f"{HEAD}30. Nov,,5,x,y,1".encode(): "no date",
        HEAD.encode(): "no incoming",
        b"\xff\xfe\x00\x00\x81": "no text",
    }
    for data, words in refused.items():
        with pytest.raises(ValidationError) as told:
            credits_read(data, currency="CNY")
        assert words in str(told.value), data


def test_two_alike_without_serial_numbers_are_two_bookings() -> None:
    text = "date;credit;remark\n2026-11-30;5.00;ZF\n2026-11-30;5.00;ZF\n"
    keys = {credit.key for credit in credits_read(text.encode(), currency="CNY")}
    assert len(keys) == 2


@pytest.mark.django_db
def test_only_who_answers_for_the_payee_takes_in_statements(market: Market) -> None:
    with pytest.raises(NotPermitted):
        services.statement_import(
            actor=actor(market.researcher),
            organisation_id=market.university.pk,
            name="x.csv",
            data=HEAD.encode(),
            currency="CNY",
        )
    assert not BankStatement.objects.exists()


def issue(market: Market, invoice: Invoice, **changed: Any) -> Invoice:
    given = {
        "number": "12345678901234567890",
        "issued_on": timezone.localdate(),
        "amount": AMOUNT,
        "tax": Decimal("4528.30"),
    } | changed
    return services.invoice_issue(actor=actor(market.office), invoice_id=invoice.pk, **given)


def hang(market: Market, invoice: Invoice) -> None:
    attachment_add(
        actor=actor(market.office),
        subject="invoice",
        subject_id=invoice.pk,
        upload=ContentFile(b"fapiao", name="invoice.txt"),
    )


@pytest.mark.django_db
def test_an_invoice_is_over_what_was_paid_and_reddens_with_a_refund(market: Market) -> None:
    payment = transferred(market)
    with pytest.raises(ValidationError):
        services.invoice_request(
            actor=actor(market.buyer), payment_id=payment.pk, kind="special", title="某公司"
        )
    invoice = services.invoice_request(
        actor=actor(market.buyer),
        payment_id=payment.pk,
        kind="special",
        title="某公司",
        tax_number="91130900000000001x",
    )
    with pytest.raises(WrongState):  # its file first
        issue(market, invoice)
    hang(market, invoice)
    for changed in ({"amount": AMOUNT - 1}, {"tax": AMOUNT}, {"number": "1234"}):
        with pytest.raises(ValidationError):
            issue(market, invoice, **changed)
    issue(market, invoice)
    services.refund_start(
        actor=actor(market.office), payment_id=payment.pk, amount=Decimal(30000), reason="agreed"
    )
    services.refund_confirm(actor=actor(market.buyer), refund_id=payment.refunds.get().pk)
    settle(payment)
    invoice.refresh_from_db()
    assert invoice.state == "red_due"
    hang(market, invoice)
    services.invoice_issue_red(
        actor=actor(market.office),
        invoice_id=invoice.pk,
        number="87654321",
        issued_on=timezone.localdate(),
        amount=AMOUNT,
    )
    again = services.invoice_request(
        actor=actor(market.buyer), payment_id=payment.pk, kind="ordinary", title="某公司"
    )
    hang(market, again)
    issue(market, again, number="12345679", amount=AMOUNT - 30000, tax=Decimal(1))
    again.refresh_from_db()
    assert (again.state, again.amount) == ("issued", AMOUNT - 30000)


@pytest.mark.django_db
def test_where_an_organisation_is_paid_is_checked(market: Market) -> None:
    for number in ("12", "6217 0001 abc!", ""):
        with pytest.raises(ValidationError):
            services.bank_account_set(
                actor=actor(market.office), organisation_id=market.university.pk,
                currency="CNY", holder="某大学", bank="某银行", number=number,
            )  # fmt: skip
    bills.account_named(market)
    bills.account_named(market)
    assert market.university.bank_accounts.get().number == "6217000123456789"
