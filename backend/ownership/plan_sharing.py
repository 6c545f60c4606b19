"""How a payment to an institution is split: by the plan of shares that all had agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.splitting import split_exact
from backend.ledger.values import Owner
from backend.payments.models import ShareKind
from backend.payments.payables import Payable
from backend.payments.sharing import ShareLine

from .models import Plan, PlanShare
from .selectors import plan_of_deal

_KINDS = {
    PlanShare.Kind.INVENTOR: (Purpose.SHARE, ShareKind.INVENTOR),
    PlanShare.Kind.BROKER: (Purpose.COMMISSION, ShareKind.COMMISSION),
}


def plan_shares(payable: Payable, left: Decimal) -> Sequence[ShareLine]:
    """What people get of what is left for the institution; the rest is its own, to the cent."""
    plan = plan_of_deal(payable.deal_id) if payable.deal_id is not None else None
    if plan is None or plan.state != Plan.State.AGREED or plan.institution_id != payable.payee_id:
        return []
    shares = {share.person_id: share for share in plan.shares.all()}
    parts = split_exact(left, {key: share.percent for key, share in shares.items()})
    lines = []
    for person_id, amount in parts.items():
        if person_id is not None:
            purpose, kind = _KINDS[PlanShare.Kind(shares[person_id].kind)]
            owner = Owner(OwnerKind.USER, person_id)
            lines.append(
                ShareLine(
                    owner=owner, purpose=purpose, amount=amount, kind=kind, why=f"plan:{plan.pk}"
                )
            )
    return lines
