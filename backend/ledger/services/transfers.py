"""Transfers in two steps: what is reserved counts against the bounds until it is booked or free."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.errors import SameIdOtherContent, WrongState
from backend.core.lifecycles import advance
from backend.core.outbox import publish
from backend.ledger.events import TransferReserved
from backend.ledger.lifecycle import TRANSFER, transfer_locked
from backend.ledger.models import Account, Journal, Transfer
from backend.ledger.values import Leg

from .posting import (
    accounts_locked,
    accounts_write,
    amount_check,
    input_hash,
    journal_post,
    reference_check,
)

_OTHER = _("The reference %(reference)s was used before, for something else.")


def transfer_reserve(
    *,
    reference: str,
    kind: str,
    source: Account,
    target: Account,
    amount: Decimal,
    expires_at: datetime | None = None,
    about: tuple[str, int] | None = None,
    deal_id: int | None = None,
    actor_id: int | None = None,
) -> Transfer:
    """Reserve an amount on its way from ``source`` to ``target``, until a time if one is given.

    The same reference and content give the same transfer. Rights are the caller's. Raises
    ValidationError, SameIdOtherContent, NotCovered; then nothing is reserved.
    """
    reference_check(reference)
    amount_check(amount)
    if amount < 0 or source.currency != target.currency or source.pk == target.pk:
        raise ValidationError(
            {"amount": [_("Reserve an amount above zero between two accounts of one currency.")]}
        )
    subject, subject_id = about or ("", None)
    content = input_hash(kind, source.pk, target.pk, f"{amount:.2f}", about, deal_id)
    with transaction.atomic():
        accounts = accounts_locked([source.pk, target.pk])
        transfer, new = Transfer.objects.get_or_create(
            reference=reference,
            defaults={
                "input_hash": content, "kind": kind, "source": source, "target": target,
                "amount": amount, "expires_at": expires_at, "about": subject,
                "about_id": subject_id, "deal_id": deal_id, "actor_id": actor_id,
            },
        )  # fmt: skip
        if transfer.input_hash != content:
            raise SameIdOtherContent(_OTHER % {"reference": reference})
        if new:
            accounts[source.pk].pending_out += amount
            accounts[target.pk].pending_in += amount
            accounts_write(accounts)
            publish(TransferReserved(transfer_id=transfer.pk, deal_id=deal_id), actor_id=actor_id)
    return transfer


def transfer_post(
    *, transfer_id: int, amount: Decimal | None = None, actor_id: int | None = None
) -> Journal:
    """Book what was reserved, in whole or part; the rest is free again. The same amount twice gives
    the same journal.

    Raises WrongState for what was released or has expired, SameIdOtherContent where another amount
    was booked, ValidationError for more than is reserved.
    """
    with transaction.atomic():
        transfer = transfer_locked(transfer_id)
        wanted = transfer.amount if amount is None else amount
        amount_check(wanted)
        if not 0 < wanted <= transfer.amount:
            raise ValidationError({"amount": [_("Book at most what is reserved.")]})
        if transfer.state == Transfer.State.PENDING:
            if transfer.expires_at is not None and transfer.expires_at <= timezone.now():
                raise WrongState(TRANSFER.settled[Transfer.State.EXPIRED])
            _free(transfer)
        elif transfer.state != Transfer.State.POSTED:
            raise WrongState(TRANSFER.settled[transfer.state])
        journal = journal_post(
            reference=f"{transfer.reference}:posted",
            kind=transfer.kind,
            legs=[Leg(transfer.source, -wanted), Leg(transfer.target, wanted)],
            about=(transfer.about, transfer.about_id) if transfer.about_id else None,
            deal_id=transfer.deal_id,
            actor_id=actor_id,
        )
        if transfer.state == Transfer.State.PENDING:
            transfer.journal = journal
            _settle(transfer, "post", actor_id)
    return journal


def transfer_void(*, transfer_id: int, actor_id: int | None = None) -> Transfer:
    """Take back what was reserved; twice is once. Raises WrongState for what was booked or expired."""
    with transaction.atomic():
        transfer = transfer_locked(transfer_id)
        if transfer.state != Transfer.State.VOIDED:
            _release(transfer, "void", actor_id)
    return transfer


def transfer_expire(*, transfer_id: int) -> bool:
    """Free what was reserved until a time that has passed; whether it was still reserved."""
    with transaction.atomic():
        transfer = transfer_locked(transfer_id)
        over = transfer.expires_at is not None and transfer.expires_at <= timezone.now()
        if transfer.state != Transfer.State.PENDING or not over:
            return False
        _release(transfer, "expire", None)
    return True


def _release(transfer: Transfer, act: str, actor_id: int | None) -> None:
    if transfer.state != Transfer.State.PENDING:
        raise WrongState(TRANSFER.settled[transfer.state])
    _free(transfer)
    _settle(transfer, act, actor_id)


def _free(transfer: Transfer) -> None:
    accounts = accounts_locked([transfer.source_id, transfer.target_id])
    accounts[transfer.source_id].pending_out -= transfer.amount
    accounts[transfer.target_id].pending_in -= transfer.amount
    accounts_write(accounts)


def _settle(transfer: Transfer, act: str, actor_id: int | None) -> None:
    transfer.settled_at = timezone.now()
    advance(TRANSFER, act, transfer, actor_id=actor_id)
