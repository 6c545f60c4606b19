"""What brokers get of a payment that settles: the agreed commission of the side that receives it.

It is reckoned over all that has arrived for the deal, so that roundings of single payments do not add
up: a percentage of the sum, or of an agreed amount the part that the sum is of the signed contracts.
What the side that pays owes its own broker does not come out of the other side's money.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Sum

from backend.core.money_fields import CENT
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.splitting import split_exact
from backend.ledger.values import Owner
from backend.payments.models import Payment, Share, ShareKind
from backend.payments.payables import Payable
from backend.payments.sharing import ShareLine

from .figures import signed_total
from .models import Commission
from .selectors import commission_agreed

_NONE = Decimal(0)


def commission_shares(payable: Payable, left: Decimal) -> list[ShareLine]:
    """Lines for each agency with a share, together never more than is left."""
    if payable.deal_id is None:
        return []
    commission = commission_agreed(payable.deal_id, Commission.Payer.SELLER)
    if commission is None or commission.payer_id != payable.payee_id:
        return []
    whole = min(_due(commission, payable), left)
    if whole <= 0:
        return []
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
    base = kept + payable.amount
    if commission.percent is not None:
        whole = base * commission.percent / 100
    elif commission.currency != payable.currency or commission.amount is None:
        return _NONE
    else:
        total = max(signed_total(payable.deal_id, payable.currency), base)
        whole = commission.amount * base / total
    return whole.quantize(CENT, ROUND_HALF_UP) - held
