"""The ledger's invariants, for ``deals_check``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from backend.core.checks import check_register

from .models import Account, Entry, Journal, Transfer
from .services.verifying import chain_verify


def journals_sum_to_zero() -> Iterable[str]:
    """Every journal has at least two entries, and they sum to zero in each currency."""
    found = Entry.objects.values("journal_id", "account__currency").annotate(total=Sum("amount"))
    for row in found.exclude(total=0).order_by("journal_id"):
        yield f"journal {row['journal_id']}: {row['total']} {row['account__currency']} too much"
    for journal in Journal.objects.annotate(n=Count("entries")).filter(n__lt=2):
        yield f"journal {journal.pk}: {journal.n} entries"


def accounts_hold_their_entries() -> Iterable[str]:
    """The running totals of an account are the sums of its entries."""
    totals = Entry.objects.values("account_id").annotate(
        came=Sum("amount", filter=Q(amount__gt=0)), went=Sum("amount", filter=Q(amount__lt=0))
    )
    sums = {
        row["account_id"]: (row["came"] or Decimal(0), -(row["went"] or Decimal(0)))
        for row in totals.order_by()
    }
    for account in Account.objects.order_by("pk").iterator():
        came, went = sums.get(account.pk, (Decimal(0), Decimal(0)))
        if (account.credited, account.debited) != (came, went):
            yield (
                f"account {account.pk}: says +{account.credited} −{account.debited}, "
                f"its entries +{came} −{went}"
            )


def accounts_hold_what_is_reserved() -> Iterable[str]:
    """What an account has reserved is the sum of its pending transfers."""
    pending: defaultdict[int, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for transfer in Transfer.objects.filter(state=Transfer.State.PENDING).iterator():
        pending[transfer.target_id][0] += transfer.amount
        pending[transfer.source_id][1] += transfer.amount
    reserving = Account.objects.filter(Q(pending_in__gt=0) | Q(pending_out__gt=0))
    held = {a.pk: [a.pending_in, a.pending_out] for a in reserving}
    for pk in sorted(held.keys() | pending.keys()):
        if held.get(pk, [0, 0]) != pending.get(pk, [0, 0]):
            yield f"account {pk}: says {held.get(pk)}, its transfers {pending.get(pk)}"


def balances_run_on() -> Iterable[str]:
    """An entry's balance is that of the one before it and its amount."""
    balances: defaultdict[int, Decimal] = defaultdict(Decimal)
    rows = Entry.objects.order_by("pk").values_list("pk", "account_id", "amount", "balance_after")
    for pk, account_id, amount, after in rows.iterator():
        balances[account_id] += amount
        if balances[account_id] != after:
            yield f"entry {pk}: says {after}, should be {balances[account_id]}"
            balances[account_id] = after


def reversals_mirror() -> Iterable[str]:
    """A correction takes back exactly what it names."""
    for journal in Journal.objects.filter(kind="correction", reverses__isnull=False):
        mirror = sorted(journal.entries.values_list("account_id", "amount"))
        meant = sorted((pk, -amount) for pk, amount in _entries_of(journal.reverses_id or 0))
        if mirror != meant:
            yield f"journal {journal.pk} does not mirror {journal.reverses_id}"


def transfers_were_booked_as_said() -> Iterable[str]:
    """What a transfer booked left its source and is at most what was reserved."""
    booked = Transfer.objects.filter(state=Transfer.State.POSTED)
    left = booked.annotate(
        left=Sum("journal__entries__amount", filter=Q(journal__entries__account=F("source")))
    )
    for transfer in left:
        if transfer.left is None or not 0 < -transfer.left <= transfer.amount:
            yield f"transfer {transfer.pk}: reserved {transfer.amount}, booked {transfer.left}"


def chain_holds() -> Iterable[str]:
    """The hash chain is whole."""
    if broken := chain_verify().broken:
        yield broken


def checks_register() -> None:
    """Register them all."""
    for check in (
        journals_sum_to_zero,
        accounts_hold_their_entries,
        accounts_hold_what_is_reserved,
        balances_run_on,
        reversals_mirror,
        transfers_were_booked_as_said,
        chain_holds,
    ):
        check_register(f"ledger.{check.__name__}", check)


def _entries_of(journal_id: int) -> list[tuple[int, Decimal]]:
    found = Entry.objects.filter(journal_id=journal_id)
    return list(found.values_list("account_id", "amount"))
