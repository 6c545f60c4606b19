"""What the schedule runs over the ledger."""

from __future__ import annotations

from django.utils import timezone

from .models import Transfer
from .services import journals_seal, transfer_expire


def transfers_expire() -> int:
    """Free what was reserved until a time that has passed; returns how many."""
    over = Transfer.objects.filter(state=Transfer.State.PENDING, expires_at__lte=timezone.now())
    ids = list(over.order_by("pk").values_list("pk", flat=True))
    return sum(transfer_expire(transfer_id=pk) for pk in ids)


def ledger_seal() -> int:
    """Take the newest journals into the chain; returns how many."""
    return journals_seal()
