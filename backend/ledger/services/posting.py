"""Booking: accounts locked in one order, bounds checked, journal and entries written at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core import money
from backend.core.errors import NotCovered, SameIdOtherContent
from backend.core.money_fields import CENT, MAX_AMOUNT
from backend.core.outbox import publish
from backend.ledger.events import JournalPosted
from backend.ledger.kinds import BOUNDS, Bound, EntryKind, Purpose
from backend.ledger.models import REFERENCE, Account, Entry, Journal
from backend.ledger.values import Leg, Owner

ZERO = Decimal(0)
_OTHER = _("The reference %(reference)s was used before, for something else.")
_TOTALS = ("credited", "debited", "pending_in", "pending_out")


def account_for(*, owner: Owner, purpose: str, currency: str, detail: str = "") -> Account:
    """The owner's account of a purpose and currency, opened when it is first asked for.

    Raises ValueError for an unknown purpose.
    """
    bound = BOUNDS.get(Purpose(purpose), Bound.NONE)
    account, _new = Account.objects.get_or_create(
        owner_kind=owner.kind,
        owner_id=owner.id,
        purpose=purpose,
        currency=currency,
        detail=detail,
        defaults={"bound": bound},
    )
    return account


def journal_post(
    *,
    reference: str,
    kind: str,
    legs: Sequence[Leg],
    about: tuple[str, int] | None = None,
    deal_id: int | None = None,
    actor_id: int | None = None,
    reverses: int | None = None,
    memo: Mapping[str, Any] | None = None,
) -> Journal:
    """Book legs that sum to zero in each currency; the same reference and content give the same journal.

    ``about`` names the subject that it is for, ``reverses`` the journal that it takes back, ``memo``
    what is told of it (see Journal). Rights are the caller's. Raises ValidationError for legs that
    cannot be booked, SameIdOtherContent, NotCovered where an account would break its bound; then nothing
    is booked.
    """
    _check(reference, kind, legs)
    subject, subject_id = about or ("", None)
    journal = Journal(
        reference=reference,
        kind=kind,
        about=subject,
        about_id=subject_id,
        deal_id=deal_id,
        actor_id=actor_id,
        reverses_id=reverses,
        memo=dict(memo or {}),
        posted_at=timezone.now(),
    )
    journal.input_hash = input_hash(
        kind, _legs_written(legs), about, deal_id, reverses, journal.memo
    )
    with transaction.atomic():
        earlier = _earlier(journal)
        if earlier is not None:
            return earlier
        accounts = accounts_locked(leg.account.pk for leg in legs)
        try:
            with transaction.atomic():
                journal.save(force_insert=True)
        except IntegrityError:
            # Somebody booked the same reference in this very moment.
            earlier = _earlier(journal)
            if earlier is None:
                raise
            return earlier
        Entry.objects.bulk_create(_entry(journal, leg, accounts[leg.account.pk]) for leg in legs)
        accounts_write(accounts)
        publish(JournalPosted(journal_id=journal.pk, kind=kind, deal_id=deal_id), actor_id=actor_id)
    return journal


def accounts_locked(ids: Iterable[int]) -> dict[int, Account]:
    """Accounts by id, locked in the one order that all bookings keep."""
    rows = Account.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk")
    return {account.pk: account for account in rows}


def accounts_write(accounts: Mapping[int, Account]) -> None:
    """Keep the totals of locked accounts. Raises NotCovered where one breaks its bound."""
    for account in accounts.values():
        _bound_check(account)
    Account.objects.bulk_update(accounts.values(), _TOTALS)


def reference_check(reference: str) -> None:
    """Raise ValidationError for what cannot be an id of a request."""
    if not 0 < len(reference) <= REFERENCE:
        raise ValidationError({"reference": [_("Give a reference of at most 120 characters.")]})


def amount_check(amount: Decimal) -> None:
    """Raise ValidationError for what is no amount of whole cents below the largest one."""
    if not amount.is_finite() or not 0 < abs(amount) < MAX_AMOUNT:
        raise ValidationError({"amount": [_("An amount is above zero and has at most 15 digits.")]})
    if amount != amount.quantize(CENT):
        raise ValidationError(
            {"amount": [_("An amount is of whole cents; round it to two places.")]}
        )


def input_hash(*content: Any) -> str:
    """What tells one request from another: a hash of its content."""
    written = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _legs_written(legs: Sequence[Leg]) -> list[tuple[int, str, str]]:
    return [(leg.account.pk, f"{leg.amount:.2f}", leg.kind) for leg in legs]


def _earlier(journal: Journal) -> Journal | None:
    found = Journal.objects.filter(reference=journal.reference).first()
    if found is not None and found.input_hash != journal.input_hash:
        raise SameIdOtherContent(_OTHER % {"reference": journal.reference})
    return found


def _entry(journal: Journal, leg: Leg, account: Account) -> Entry:
    if leg.amount > 0:
        account.credited += leg.amount
    else:
        account.debited -= leg.amount
    return Entry(
        journal=journal,
        account=account,
        kind=leg.kind or journal.kind,
        amount=leg.amount,
        balance_after=account.balance,
    )


def _check(reference: str, kind: str, legs: Sequence[Leg]) -> None:
    reference_check(reference)
    if unknown := {kind, *(leg.kind for leg in legs)} - {"", *EntryKind.values}:
        told = _("There is no such kind of entry: %(kind)s.")
        raise ValidationError({"kind": [told % {"kind": min(unknown)}]})
    if len(legs) < 2:
        raise ValidationError({"legs": [_("A journal has at least two entries.")]})
    sums: dict[str, Decimal] = {}
    for leg in legs:
        amount_check(leg.amount)
        sums[leg.account.currency] = sums.get(leg.account.currency, ZERO) + leg.amount
    for currency, total in sums.items():
        if total:
            told = _("The entries must sum to zero in each currency; %(amount)s is too much.")
            raise ValidationError({"legs": [told % {"amount": money.exact(total, currency)}]})


def _bound_check(account: Account) -> None:
    over = ZERO
    if account.bound == Bound.DEBITS:
        over = account.debited + account.pending_out - account.credited
    elif account.bound == Bound.CREDITS:
        over = account.credited + account.pending_in - account.debited
    if over > 0:
        words = _("“%(account)s” does not hold this much: %(amount)s is missing.")
        raise NotCovered(
            words
            % {
                "account": account.get_purpose_display(),
                "amount": money.exact(over, account.currency),
            }
        )
