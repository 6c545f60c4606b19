"""Setting the books right: never by changing an entry, always by new ones that say what they undo."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.ledger.kinds import EntryKind, Purpose
from backend.ledger.models import Account, Journal
from backend.ledger.rules import CORRECT
from backend.ledger.values import PLATFORM, Leg

from .posting import account_for, journal_post

WHY_LENGTH = 500


def journal_reverse(*, actor: Actor, journal_id: int, why: str) -> Journal:
    """Take a journal back by its mirror image; twice is once. A reversal itself is not taken back.

    Raises NotPermitted, NotFound, WrongState, ValidationError for ``why``, NotCovered where the money
    has gone on.
    """
    reason = _reason(actor, why)
    with transaction.atomic():
        journal = Journal.objects.filter(pk=journal_id).first()
        if journal is None:
            raise NotFound(_("There is no such journal."))
        if journal.kind == EntryKind.CORRECTION:
            raise WrongState(_("This is a correction itself; book what is right instead."))
        done = journal.reversals.filter(kind=EntryKind.CORRECTION).first()
        if done is not None:
            return done
        entries = journal.entries.select_related("account").order_by("pk")
        return journal_post(
            reference=f"correction:{journal.pk}",
            kind=EntryKind.CORRECTION,
            legs=[Leg(entry.account, -entry.amount) for entry in entries],
            about=(journal.about, journal.about_id) if journal.about_id else None,
            deal_id=journal.deal_id,
            actor_id=actor.user_id,
            reverses=journal.pk,
            memo={"why": reason},
        )


def write_off(
    *, actor: Actor, reference: str, account_id: int, amount: Decimal, why: str
) -> Journal:
    """Give up ``amount`` of what an account is short of: the platform's write-offs bear it.

    Raises NotPermitted, NotFound, ValidationError for more than the account is short of.
    """
    reason = _reason(actor, why)
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(pk=account_id).first()
        if account is None:
            raise NotFound(_("There is no such account."))
        if not 0 < amount <= -account.balance:
            raise ValidationError(
                {"amount": [_("Write off at most what the account is short of.")]}
            )
        loss = account_for(owner=PLATFORM, purpose=Purpose.WRITE_OFF, currency=account.currency)
        return journal_post(
            reference=reference,
            kind=EntryKind.WRITE_OFF,
            legs=[Leg(loss, -amount), Leg(account, amount)],
            actor_id=actor.user_id,
            memo={"why": reason},
        )


def _reason(actor: Actor, why: str) -> str:
    if not CORRECT.allows(actor, None):
        raise NotPermitted(_("Only operators set the books right."))
    reason = why.replace("\x00", "").strip()
    if not reason:
        raise ValidationError({"why": [_("Say why; the books keep it.")]})
    if len(reason) > WHY_LENGTH:
        raise ValidationError({"why": [_("At most 500 characters.")]})
    return reason
