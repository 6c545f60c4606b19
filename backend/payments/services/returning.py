"""What goes back of a settled payment, share by share.

Each share gives back its part of the amount, to the cent. What the provider kept stays with it: the
payee bears that part. A share that was not sent yet is sent the less; one that was, is called back.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Account
from backend.ledger.services import account_for
from backend.ledger.values import Leg, Owner
from backend.payments.models import Payment, Payout, Share, ShareKind

from .payouts import account_handed_on, payout_lessen
from .settling import (
    ENTRY_KINDS,
    account_at_first,
    account_final,
    account_owed,
    is_carried,
    is_payees,
)

CENT = Decimal("0.01")
Parts = Sequence[tuple[Share, Decimal]]


def shares_lessen(payment: Payment, amount: Decimal) -> Parts:
    """Take an amount back from a locked payment's shares, in the proportion of what is left of them.

    The parts sum to it exactly. Writes the shares and sets the payment's ``refunded``.
    """
    shares = list(payment.shares.select_for_update().order_by("pk"))
    parts = _parts([share.amount - share.refunded for share in shares], amount)
    found = [(share, part) for share, part in zip(shares, parts, strict=True) if part]
    for share, part in found:
        share.refunded += part
        share.save()
    payment.refunded += amount
    return found


def legs_back(payment: Payment, parts: Parts) -> list[Leg]:
    """The legs that give the parts back to the payer; payouts are lessened on the way."""
    payer = Owner(OwnerKind.ORGANISATION, payment.payer_id)
    paid = account_for(owner=payer, purpose=Purpose.PAID, currency=payment.currency)
    legs = [Leg(paid, sum((part for _share, part in parts), Decimal(0)))]
    payees = Decimal(0)
    for share, part in parts:
        legs.append(Leg(_giver(payment, share), -part, ENTRY_KINDS.get(share.kind, "")))
        carried = is_carried(payment, share)
        if carried or is_payees(payment, share) or share.kind == ShareKind.PROVIDER_FEE:
            payees += part
        if carried:
            legs += _handed_back(payment, share, part)
        _lessen(share, part)
    own = [share for share in payment.shares.order_by("pk") if is_payees(payment, share)]
    for share in own:
        payees -= _lessen_by(share, payees)
    return legs


def _giver(payment: Payment, share: Share) -> Account:
    if share.kind == ShareKind.PROVIDER_FEE:
        return account_owed(payment, Owner(OwnerKind.ORGANISATION, payment.payee_id))
    return account_at_first(payment, share)


def _handed_back(payment: Payment, share: Share, part: Decimal) -> list[Leg]:
    """Where the payee has the person's part in hand, it keeps it, or is owed it back."""
    payout = Payout.objects.filter(share=share).exclude(state=Payout.State.WAITING).first()
    if payout is None:
        return []
    own = next(each for each in payment.shares.order_by("pk") if is_payees(payment, each))
    return [
        Leg(account_handed_on(payment, share), -part),
        Leg(account_final(payment, own), part),
    ]


def _lessen(share: Share, part: Decimal) -> None:
    """A payout that is not the payee's."""
    if (share.owner_kind, share.owner_id) != (
        OwnerKind.ORGANISATION,
        share.payment.payee_id,
    ):
        _lessen_by(share, part)


def _lessen_by(share: Share, part: Decimal) -> Decimal:
    """How much of the part the share's payout could bear."""
    payout = Payout.objects.select_for_update().filter(share=share).first()
    return payout_lessen(payout, part) if payout is not None and part else Decimal(0)


def _parts(left: Sequence[Decimal], amount: Decimal) -> list[Decimal]:
    """An amount over what is left of each, none beyond it: largest remainders get the last cents."""
    total = sum(left, Decimal(0))
    exact = [amount * each / total for each in left]
    parts = [each.quantize(CENT, ROUND_FLOOR) for each in exact]
    spare = int((amount - sum(parts, Decimal(0))) / CENT)
    order = sorted(range(len(left)), key=lambda place: (parts[place] - exact[place], place))
    for place in [place for place in order if parts[place] < left[place]][:spare]:
        parts[place] += CENT
    return parts
