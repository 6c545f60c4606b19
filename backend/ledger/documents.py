"""Statements that people take along: a workbook with every entry, a PDF with accounts and entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backend.accounts.actors import Actor
from backend.core import dates, money
from backend.core.sheets import Sheet, workbook_of
from backend.core.typesetting import pdf_of

from .models import Entry
from .selectors import AccountLine, Period, entries_of, owner_names, statement_of
from .values import Owner

MOST_ENTRIES = 5000  # of each account, the latest


def statement_workbook(actor: Actor, owner: Owner, period: Period) -> bytes:
    """Two sheets: accounts with their totals, and the entries. Raises NotFound."""
    lines = statement_of(actor, owner, period)
    accounts = Sheet(
        _("Accounts"),
        [_("Account"), _("Currency"), _("Before"), _("Came in"), _("Went out"), _("Balance")],
        [
            [_named(line), line.account.currency, line.opening, line.came, line.went, line.closing]
            for line in lines
        ],
    )
    entries = Sheet(
        _("Entries"),
        [
            _("Account"), pgettext("when", "Booked"), _("Kind"), _("Amount"), _("Balance"),
            _("Currency"), pgettext("entry", "For"), _("Booking no."),
        ],
        [
            [
                _named(line), entry.journal.posted_at, entry.get_kind_display(), entry.amount,
                entry.balance_after, line.account.currency, entry.journal.title,
                entry.journal_id,
            ]
            for line, entry in _entries(lines, period)
        ],
    )  # fmt: skip
    return workbook_of(accounts, entries)


def statement_pdf(actor: Actor, owner: Owner, period: Period) -> bytes:
    """The statement on paper. Raises NotFound."""
    lines = statement_of(actor, owner, period)
    name = owner_names([owner])[owner]
    today = timezone.localdate()
    data: dict[str, Any] = {
        "title": _("Statement of account"),
        "note": f"{name} · {dates.day(today)}",
        "facts": [
            [_("Owner"), name],
            [_("Period"), _span(period)],
            [_("Made on"), dates.day(today)],
        ],
        "heads": [_("Account"), _("Before"), _("Came in"), _("Went out"), _("Balance")],
        "accounts": [
            [
                _named(line),
                *(
                    money.exact(amount, line.account.currency)
                    for amount in (line.opening, line.came, line.went, line.closing)
                ),
            ]
            for line in lines
        ],
        "entry_heads": [
            pgettext("when", "Booked"), _("Kind"), pgettext("entry", "For"), _("Amount"), _("Balance"),
        ],
        "entries": [
            {
                "title": f"{_named(line)} · {line.account.currency}",
                "rows": [
                    [
                        dates.day(entry.journal.posted_at), str(entry.get_kind_display()),
                        entry.journal.title,
                        money.exact(entry.amount, line.account.currency),
                        money.exact(entry.balance_after, line.account.currency),
                    ]
                    for entry in entries_of(line.account, period)[:MOST_ENTRIES]
                ],
            }
            for line in lines
        ],
    }  # fmt: skip
    return pdf_of("ledger/typst/statement.typ", data, made_at=timezone.now().replace(microsecond=0))


def _entries(lines: list[AccountLine], period: Period) -> Iterator[tuple[AccountLine, Entry]]:
    for line in lines:
        for entry in entries_of(line.account, period)[:MOST_ENTRIES]:
            yield line, entry


def _named(line: AccountLine) -> str:
    return line.account.label


def _span(period: Period) -> str:
    since = dates.day(period.since) if period.since else _("from the beginning")
    until = dates.day(period.until) if period.until else dates.day(timezone.localdate())
    return f"{since} – {until}"
