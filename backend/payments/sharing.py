"""Who gets what of a settled payment.

Sharers are asked in their order, each told what is left; the payee gets the rest. The platform's fee is
the first; apps above register theirs (a broker's commission, then an institution's split).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings

from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.values import PLATFORM, Owner

from .models import ShareKind
from .payables import Payable

CENT = Decimal("0.01")
COMMISSION, SPLIT = 20, 30  # orders of the sharers that are known


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """A part of a payment. ``purpose`` is of the owner's account in the end, once it reached him."""

    owner: Owner
    purpose: str
    amount: Decimal
    kind: str
    why: str = ""


Sharer = Callable[[Payable, Decimal], Sequence[ShareLine]]

_SHARERS: dict[str, tuple[int, Sharer]] = {}


def sharer_register(name: str, order: int, sharer: Sharer) -> None:
    """Take a sharer. Raises ValueError where two share a name."""
    if name in _SHARERS and _SHARERS[name][1] is not sharer:
        raise ValueError(f"two sharers are called {name}")
    _SHARERS[name] = (order, sharer)


def shares_of(payable: Payable, fee: Decimal) -> list[ShareLine]:
    """The lines of a payment that the provider kept ``fee`` of; they sum to its amount exactly.

    Raises ValueError where a sharer takes more than is left: its app has to mend that.
    """
    lines = _line(PLATFORM, Purpose.PROVIDER_FEES, fee, ShareKind.PROVIDER_FEE)
    left = payable.amount - fee
    for name, (_order, sharer) in sorted(_SHARERS.items(), key=lambda item: (item[1][0], item[0])):
        for line in sharer(payable, left):
            if line.amount < 0 or line.amount > left or line.amount % CENT:
                raise ValueError(f"{name} takes {line.amount} of {left}")
            if line.amount:
                lines.append(line)
                left -= line.amount
    payee = Owner(OwnerKind.ORGANISATION, payable.payee_id)
    return [*lines, *_line(payee, Purpose.REVENUE, left, ShareKind.PAYEE)]


def platform_fee(payable: Payable, left: Decimal) -> list[ShareLine]:
    """The platform's percentage of the whole amount."""
    fee = (payable.amount * settings.PLATFORM_FEE / 100).quantize(CENT, ROUND_HALF_UP)
    return _line(PLATFORM, Purpose.FEES, min(fee, left), ShareKind.PLATFORM_FEE)


def _line(owner: Owner, purpose: str, amount: Decimal, kind: str) -> list[ShareLine]:
    if not amount:
        return []
    return [ShareLine(owner=owner, purpose=purpose, amount=amount, kind=kind)]


sharer_register("platform", 10, platform_fee)
