"""Booking: what sums to zero is kept once and exactly, what does not leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.checks import checks_run
from backend.core.errors import NotCovered, NotPermitted, SameIdOtherContent, WrongState
from backend.core.models import Event
from backend.ledger.jobs import transfers_expire
from backend.ledger.kinds import EntryKind, Purpose
from backend.ledger.models import Account, Entry, Journal, Seal, Transfer
from backend.ledger.services import (
    journal_post,
    journal_reverse,
    journals_seal,
    transfer_post,
    transfer_reserve,
    transfer_void,
    write_off,
)
from backend.ledger.services.verifying import chain_verify
from backend.ledger.splitting import split_exact
from backend.ledger.values import PLATFORM, Leg
from tests.backend.ledger.ledgers import PAYEE, PAYER, account, pay
from tests.factories import Market, actor

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db, pytest.mark.usefixtures("english")]


def state() -> tuple[object, ...]:
    tables = (Account, Journal, Entry, Transfer)
    return (*(list(t.objects.order_by("pk").values()) for t in tables), Event.objects.count())


def test_a_journal_is_kept_to_the_cent_and_only_once() -> None:
    journal = pay("9999999999999.99", about=("milestone", 3), deal_id=7)
    again = pay("9999999999999.99", about=("milestone", 3), deal_id=7)
    assert again.pk == journal.pk
    entry = Entry.objects.get(account__purpose=Purpose.CLEARING)
    assert (entry.amount, entry.balance_after) == (Decimal("9999999999999.99"),) * 2
    assert account(PAYER, Purpose.PAID).balance == Decimal("-9999999999999.99")
    assert Event.objects.filter(name="journal.posted").count() == 1
    assert checks_run() == {}


@pytest.mark.parametrize(
    ("legs", "field"),
    [
        (["10", "-9.99"], "legs"),
        (["10"], "legs"),
        ([], "legs"),
        (["0", "0"], "amount"),
        (["NaN", "NaN"], "amount"),
        (["0.005", "-0.005"], "amount"),
        (["10000000000000", "-10000000000000"], "amount"),
    ],
)
def test_what_cannot_be_booked_leaves_nothing(legs: list[str], field: str) -> None:
    held = [account(PLATFORM, Purpose.FEES), account(PAYEE, Purpose.PAYABLE)]
    before = state()
    with pytest.raises(ValidationError) as refused:
        journal_post(
            reference="x",
            kind=EntryKind.FEE,
            legs=[Leg(to, Decimal(a)) for to, a in zip(held, legs, strict=False)],
        )
    assert set(refused.value.message_dict) == {field}
    assert state() == before


def test_currencies_do_not_make_up_for_one_another() -> None:
    legs = [
        Leg(account(PAYEE, Purpose.PAYABLE), Decimal(5)),
        Leg(account(PAYEE, Purpose.PAYABLE, "USD"), Decimal(-5)),
    ]
    before = state()
    with pytest.raises(ValidationError):
        journal_post(reference="x", kind=EntryKind.FEE, legs=legs)
    assert state() == before


def test_the_same_reference_with_other_content_is_refused() -> None:
    pay("10")
    before = state()
    with pytest.raises(SameIdOtherContent, match="pay:1"):
        pay("11")
    with pytest.raises(SameIdOtherContent):
        pay("10", deal_id=4)
    assert state() == before


def test_bounds_count_what_is_reserved() -> None:
    pay("100")
    held, owed = account(PLATFORM, Purpose.CLEARING), account(PAYEE, Purpose.PAYABLE)
    wanted: dict[str, Any] = {"kind": EntryKind.PAYOUT, "source": held, "target": owed}
    promised = transfer_reserve(reference="r1", amount=Decimal(70), **wanted)
    before = state()
    with pytest.raises(NotCovered, match="40"):
        transfer_reserve(reference="r2", amount=Decimal(70), **wanted)
    with pytest.raises(NotCovered):
        journal_post(
            reference="j", kind=EntryKind.PAYOUT, legs=[Leg(held, Decimal(-31)), Leg(owed, Decimal(31))]
        )  # fmt: skip
    assert state() == before
    with pytest.raises(SameIdOtherContent):
        transfer_reserve(reference="r1", amount=Decimal(71), **wanted)
    journal = transfer_post(transfer_id=promised.pk, amount=Decimal("20.50"))
    assert transfer_post(transfer_id=promised.pk, amount=Decimal("20.50")) == journal
    with pytest.raises(SameIdOtherContent):
        transfer_post(transfer_id=promised.pk)
    with pytest.raises(WrongState):
        transfer_void(transfer_id=promised.pk)
    held.refresh_from_db()
    assert (held.balance, held.available) == (Decimal("79.50"), Decimal("79.50"))
    assert checks_run() == {}


def test_no_more_is_given_back_than_was_paid() -> None:
    pay("100")
    back = [
        Leg(account(PLATFORM, Purpose.CLEARING), Decimal(-100)),
        Leg(account(PAYER, Purpose.PAID), Decimal(100)),
    ]
    journal_post(reference="refund", kind=EntryKind.REFUND, legs=back)
    pay("1", reference="another", actor_id=None)
    with pytest.raises(NotCovered):
        journal_post(reference="refund again", kind=EntryKind.REFUND, legs=back)


def test_reservations_end_once_by_will_or_by_time() -> None:
    pay("100")
    held, owed = account(PLATFORM, Purpose.CLEARING), account(PAYEE, Purpose.PAYABLE)
    wanted: dict[str, Any] = {"kind": EntryKind.PAYOUT, "source": held, "target": owed}
    soon = timezone.now() + timedelta(hours=1)
    one = transfer_reserve(reference="r1", amount=Decimal(60), expires_at=soon, **wanted)
    two = transfer_reserve(reference="r2", amount=Decimal(40), **wanted)
    assert transfers_expire() == 0
    transfer_void(transfer_id=two.pk)
    assert transfer_void(transfer_id=two.pk).state == Transfer.State.VOIDED
    Transfer.objects.filter(pk=one.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    before = state()
    for pk in (one.pk, two.pk):
        with pytest.raises(WrongState):
            transfer_post(transfer_id=pk)
    assert state() == before
    assert (transfers_expire(), transfers_expire()) == (1, 0)
    held.refresh_from_db()
    assert held.available == 100
    assert checks_run() == {}


def test_a_correction_is_a_new_journal_and_is_made_once(market: Market) -> None:
    journal = pay("100")
    operator = actor(market.operator)
    before = state()
    with pytest.raises(NotPermitted):
        journal_reverse(actor=actor(market.office), journal_id=journal.pk, why="typed twice")
    with pytest.raises(ValidationError):
        journal_reverse(actor=operator, journal_id=journal.pk, why=" ")
    assert state() == before
    undone = journal_reverse(actor=operator, journal_id=journal.pk, why="typed twice")
    assert undone == journal_reverse(actor=operator, journal_id=journal.pk, why="typed twice")
    assert account(PAYER, Purpose.PAID).balance == 0
    with pytest.raises(WrongState):
        journal_reverse(actor=operator, journal_id=undone.pk, why="no")
    assert checks_run() == {}


def test_only_what_is_missing_is_written_off(market: Market) -> None:
    owed = account(PAYEE, Purpose.PAYABLE)
    legs = [Leg(owed, Decimal(-30)), Leg(account(PLATFORM, Purpose.CLEARING), Decimal(30))]
    journal_post(reference="back", kind=EntryKind.REFUND, legs=legs)
    given: dict[str, Any] = {"actor": actor(market.operator), "account_id": owed.pk, "why": "gone"}
    before = state()
    with pytest.raises(ValidationError):
        write_off(reference="w", amount=Decimal("30.01"), **given)
    assert state() == before
    write_off(reference="w", amount=Decimal(30), **given)
    assert account(PLATFORM, Purpose.WRITE_OFF).balance == -30


def test_the_chain_finds_one_changed_cent() -> None:
    for number in range(3):
        pay("10", reference=f"p{number}")
    assert journals_seal() == 3
    pay("5", reference="later")
    assert (chain_verify().broken, chain_verify().unsealed) == ("", 1)
    assert journals_seal() == 1
    call_command("ledger_verify")
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As whoever owns the tables could; the transaction's end brings the triggers back.
            cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_entry SET amount = amount + 1 WHERE balance_after = 2000")
    assert "p1" in chain_verify().broken
    with pytest.raises(CommandError, match="p1"):
        call_command("ledger_verify")
    with pytest.raises(CommandError):
        call_command("deals_check")
    assert Seal.objects.count() == 4


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_postgresql_itself_keeps_the_books() -> None:
    journal = pay("10")
    entry = journal.entries.first()
    assert entry is not None
    for change in (
        lambda: Entry.objects.filter(pk=entry.pk).update(kind=EntryKind.FEE),
        lambda: Journal.objects.filter(pk=journal.pk).update(kind=EntryKind.FEE),
        lambda: entry.delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()
    more = Entry(journal=journal, account=entry.account, kind="fee", amount=1, balance_after=1)
    more.save()
    with pytest.raises(IntegrityError, match="sum to zero"):
        connection.check_constraints()


@given(
    cents=st.integers(-(10**15) + 1, 10**15 - 1),
    weights=st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any),
)
@settings(max_examples=200)
def test_parts_sum_to_the_whole(cents: int, weights: list[int]) -> None:
    amount = Decimal(cents).scaleb(-2)
    total = sum(weights)
    shares = {n: round(Decimal(w) * 100 / total, 4) for n, w in enumerate(weights)}
    shares[0] += 100 - sum(shares.values())
    if shares[0] < 0:
        return
    parts = split_exact(amount, shares)
    assert sum(parts.values()) == amount
    for key, part in parts.items():
        assert abs(part - amount * shares[key] / 100) < Decimal("0.01")


def test_shares_must_be_a_whole() -> None:
    thirds = {"a": Decimal("33.34"), "b": Decimal("33.33"), "c": Decimal("33.33")}
    assert split_exact(Decimal("100.00"), thirds) == thirds
    halves = split_exact(Decimal("0.01"), {"a": Decimal(50), "b": Decimal(50)})
    assert halves == {"a": Decimal("0.01"), "b": 0}
    with pytest.raises(ValidationError, match=r"99\.99"):
        split_exact(Decimal(100), {"a": Decimal("99.99")})
    with pytest.raises(ValidationError):
        split_exact(Decimal(100), {"a": Decimal(101), "b": Decimal(-1)})
