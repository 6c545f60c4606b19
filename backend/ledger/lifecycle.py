"""What becomes of money that is reserved: one row for each act. All are the platform's."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.lifecycles import Lifecycle, Transition

from . import rules
from .events import TransferExpired, TransferPosted, TransferVoided
from .models import Transfer
from .values import Owner

State = Transfer.State
_MISSING = _("This transfer does not exist, or you may not see it.")


def transfer_locked(transfer_id: int) -> Transfer:
    """The transfer, locked; it is locked before its accounts."""
    return Transfer.objects.select_for_update(of=("self",)).get(pk=transfer_id)


def _find(actor: Actor, transfer_id: int) -> Transfer:
    found = Transfer.objects.select_related("source", "target").filter(pk=transfer_id).first()
    if found is None or not any(
        rules.may_read(actor, Owner(account.owner_kind, account.owner_id))
        for account in (found.source, found.target)
    ):
        raise NotFound(_MISSING)
    return found


def _facts(transfer: Transfer, actor: Any) -> dict[str, Any]:
    return {"transfer_id": transfer.pk, "deal_id": transfer.deal_id}


def _row(act: str, target: str, event: Any) -> Transition[Transfer]:
    return Transition(act=act, source=(State.PENDING,), target=target, event=event)


TRANSFER: Lifecycle[Transfer] = Lifecycle(
    name="transfer",
    model=Transfer,
    states=State,
    find=_find,
    lock=transfer_locked,
    facts=_facts,
    revised=False,
    settled={
        State.POSTED: _("This reservation was booked already."),
        State.VOIDED: _("This reservation was released already."),
        State.EXPIRED: _("This reservation has expired."),
    },
    transitions=(
        _row("post", State.POSTED, TransferPosted),
        _row("void", State.VOIDED, TransferVoided),
        _row("expire", State.EXPIRED, TransferExpired),
    ),
)
