"""What brokers get of a payment that settles: the agreed commission of the side that receives it.

It is reckoned over all that has arrived for the deal, so that roundings of single payments do not add
up: a percentage of the sum, or of an agreed amount the part that the sum is of the signed contracts.
What the side that pays owes its own broker does not come out of the other side's money: for each payment
to the seller that has settled, the buyer pays its broker by a payment of its own (subjects.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Sum

from backend.core.money_fields import CENT
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.splitting import split_exact
from backend.ledger.values import Owner
from backend.payments.models import Payment, Share, ShareKind
from backend.payments.payables import Payable
from backend.payments.selectors import payments_of
from backend.payments.sharing import ShareLine

from .figures import signed_total
from .models import Commission
from .selectors import commission_agreed

_NONE = Decimal(0)
KIND = "commission"  # of what the buyer pays its broker


@dataclass(frozen=True, slots=True)
class Due:
    """What a settled payment to the seller makes of the buyer's commission; ``paid`` is the payment
    of it that stands, if any."""

    payment: Payment
    amount: Decimal
    paid: Payment | None


def commission_dues(commission: Commission) -> list[Due]:
    """What the buyer owes of an agreed commission, payment by payment in the order of settling."""
    if commission.payer != Commission.Payer.BUYER or commission.state != Commission.State.AGREED:
        return []
    deal = commission.deal
    arrived = (
        Payment.objects.filter(deal_id=deal.pk, payee_id=deal.seller_id, settled_at__isnull=False)
        .exclude(payable_kind=KIND)
        .order_by("settled_at", "pk")
    )
    paid = payments_of(KIND, [payment.pk for payment in arrived])
    bases: dict[str, Decimal] = {}
    found = []
    for payment in arrived:
        before = bases.get(payment.currency, _NONE)
        bases[payment.currency] = before + payment.standing
        amount = _whole(commission, bases[payment.currency], payment.currency) - _whole(
            commission, before, payment.currency
        )
        stands = [one for one in paid.get(payment.pk, ()) if one.state in Payment.STANDING]
        found.append(Due(payment, amount, stands[0] if stands else None))
    return found


def commission_shares(payable: Payable, left: Decimal) -> list[ShareLine]:
    """Lines for each agency with a share, together never more than is left."""
    if payable.deal_id is None:
        return []
    if payable.kind == KIND:
        own = commission_agreed(payable.deal_id, Commission.Payer.BUYER)
        return _parts(own, left) if own is not None else []
    commission = commission_agreed(payable.deal_id, Commission.Payer.SELLER)
    if commission is None or commission.payer_id != payable.payee_id:
        return []
    whole = min(_due(commission, payable), left)
    if whole <= 0:
        return []
    return _parts(commission, whole)


def _parts(commission: Commission, whole: Decimal) -> list[ShareLine]:
    """What each agency gets of it."""
    parts = split_exact(whole, {s.agency_id: s.percent for s in commission.shares.all()})
    return [
        ShareLine(
            owner=Owner(OwnerKind.ORGANISATION, agency_id),
            purpose=Purpose.COMMISSION,
            amount=amount,
            kind=ShareKind.COMMISSION,
        )
        for agency_id, amount in parts.items()
        if amount
    ]


def _due(commission: Commission, payable: Payable) -> Decimal:
    """What all that has arrived, this payment too, makes of the commission, less what was taken."""
    assert payable.deal_id is not None
    arrived = Payment.objects.filter(
        deal_id=payable.deal_id,
        payee_id=payable.payee_id,
        currency=payable.currency,
        settled_at__isnull=False,
    ).exclude(payable_kind=payable.kind, payable_id=payable.id)
    taken = Share.objects.filter(payment__in=arrived, kind=ShareKind.COMMISSION)
    kept = arrived.aggregate(sum=Sum(F("amount") - F("refunded")))["sum"] or _NONE
    held = taken.aggregate(sum=Sum(F("amount") - F("refunded")))["sum"] or _NONE
    return _whole(commission, kept + payable.amount, payable.currency) - held


def _whole(commission: Commission, base: Decimal, currency: str) -> Decimal:
    """What a sum that has arrived makes of a commission, rounded once."""
    if commission.percent is not None:
        whole = base * commission.percent / 100
    elif commission.currency != currency or commission.amount is None:
        return _NONE
    else:
        total = max(signed_total(commission.deal_id, currency), base)
        whole = commission.amount * base / total if total else _NONE
    return whole.quantize(CENT, ROUND_HALF_UP)
