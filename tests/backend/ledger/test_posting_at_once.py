"""The books where many write at once, and where a writer is killed: on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal

import pytest
from django.db import connection

from backend.core.checks import checks_run
from backend.core.errors import NotCovered
from backend.ledger.kinds import EntryKind, Purpose
from backend.ledger.models import Entry, Journal, Transfer
from backend.ledger.services import journals_seal, transfer_post, transfer_reserve
from backend.ledger.values import PLATFORM
from deploy.local.application import ROOT
from tests.backend.ledger.ledgers import PAYEE, account, pay
from tests.product import database_url
from tests.racing import at_once

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]


def test_many_at_once_book_each_reference_once_and_never_overdraw() -> None:
    def book(first: int) -> None:
        for number in range(8):
            pay("10", reference=f"p{(first + number) % 8}")

    # Four writers book the same eight references in different orders, into one hot account.
    assert at_once(*[lambda n=n: book(2 * n) for n in range(4)]) == []  # type: ignore[misc]
    held, owed = account(PLATFORM, Purpose.CLEARING), account(PAYEE, Purpose.PAYABLE)
    assert (Journal.objects.count(), held.balance) == (8, 80)

    def reserve(n: int) -> None:
        made = transfer_reserve(
            reference=f"r{n}", kind=EntryKind.PAYOUT, source=held, target=owed, amount=Decimal(30)
        )
        transfer_post(transfer_id=made.pk, amount=Decimal(25))

    refused = at_once(*[lambda n=n: reserve(n) for n in range(5)])  # type: ignore[misc]
    assert all(isinstance(error, NotCovered) for error in refused)
    booked = Transfer.objects.filter(state="posted").count()
    assert booked == 5 - len(refused)
    held.refresh_from_db()
    assert held.balance == 80 - 25 * booked >= 0
    at_once(journals_seal, journals_seal, journals_seal)
    assert checks_run() == {}


def test_a_writer_that_is_killed_leaves_whole_journals_alone() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.backend.ledger.posting_process", "100000"],
        cwd=ROOT,
        env=dict(os.environ) | {"TIQIAO_DATABASE_URL": database_url(connection)},
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(12)]
        writer.kill()
    assert told == list(range(12))
    kept = Journal.objects.count()
    assert kept in {12, 13, 14}  # what it had said, and what it was saying
    assert Entry.objects.count() == 2 * kept
    assert checks_run() == {}
    # The next one asks for the same anew: what is booked stays as it is, the rest follows.
    for number in range(20):
        pay("1.10", reference=f"k{number}")
    assert Journal.objects.count() == 20
    assert account(PLATFORM, Purpose.CLEARING).balance == Decimal("22.00")
    assert checks_run() == {}
