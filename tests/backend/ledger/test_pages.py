"""The books on pages: each reads their own, the platform all, and takes them along."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Journal
from backend.ledger.values import Owner
from tests.backend.ledger import ledgers
from tests.browsers import browser, text
from tests.factories import Market

pytestmark = pytest.mark.usefixtures("english")


def test_a_statement_is_read_and_taken_along(market: Market) -> None:
    owner = Owner(OwnerKind.ORGANISATION, market.enterprise.pk)
    journal = ledgers.pay("1234.50", by=owner)
    account = ledgers.account(owner, Purpose.PAID)
    buyer = browser(market.buyer)
    # What went out is below zero, as in the entries, and so is the balance.
    assert text(buyer.get(reverse("statement"))).count("-CN¥1,234.50") == 2
    assert "Payment" in text(buyer.get(reverse("ledger_account", args=[account.pk])))
    shown = text(buyer.get(reverse("journal", args=[journal.pk])))
    assert "1 more entry belongs to accounts of others" in shown
    assert journal.reference not in shown
    kept = buyer.get(reverse("statement_xlsx", args=[owner.kind, owner.id]))
    rows = list(load_workbook(BytesIO(kept.content))["Entries"].iter_rows(values_only=True))
    assert float(rows[1][3]) == -1234.50
    paper = buyer.get(reverse("statement_pdf", args=[owner.kind, owner.id]))
    assert "1,234.50" in PdfReader(BytesIO(paper.content)).pages[0].extract_text()
    listed = buyer.get("/api/v1/ledger/accounts/").json()["results"]
    assert [(row["purpose"], row["balance"]) for row in listed] == [("paid", "-1234.50")]


def test_the_books_of_others_do_not_exist(market: Market) -> None:
    owner = Owner(OwnerKind.ORGANISATION, market.enterprise.pk)
    journal = ledgers.pay("10", by=owner)
    account = ledgers.account(owner, Purpose.PAID)
    for person in (market.stranger, market.office, market.researcher):
        other = browser(person)
        for address in (
            reverse("statement_of", args=[owner.kind, owner.id]),
            reverse("statement_of", args=["platform", 0]),
            reverse("statement_of", args=["nobody", 1]),
            reverse("statement_xlsx", args=[owner.kind, owner.id]),
            reverse("ledger_account", args=[account.pk]),
            reverse("journal", args=[journal.pk]),
            f"/api/v1/ledger/accounts/{account.pk}/entries/",
        ):
            assert other.get(address).status_code == 404
        assert other.get(reverse("trial_balance")).status_code == 403
        correct = reverse("journal_correct", args=[journal.pk])
        assert other.post(correct, {"why": "x"}).status_code == 404
    assert Journal.objects.count() == 1


def test_operators_balance_and_correct(market: Market) -> None:
    journal = ledgers.pay("10")
    operator = browser(market.operator)
    assert "Sum CNY" in text(operator.get(reverse("trial_balance")))
    correct = reverse("journal_correct", args=[journal.pk])
    assert operator.post(correct, {"why": " "}).status_code == 422
    answer = operator.post(correct, {"why": "typed twice"}, follow=True)
    assert "typed twice" in text(answer)
    assert "Taken back" in text(operator.get(reverse("journal", args=[journal.pk])))
