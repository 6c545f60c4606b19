"""The invariants of programmes, for ``deals_check``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from backend.core.checks import check_register
from backend.delivery.models import Milestone
from backend.payments.selectors import payment_standing

from .models import Programme, Redemption, Support, Voucher
from .reckoning import ZERO
from .selectors import lessening, version_now, voucher_account
from .selectors.money import budget_account


def budgets_hold_what_was_granted() -> Iterable[str]:
    """The budget is what is left, what was granted, less what came back from vouchers."""
    for programme in Programme.objects.order_by("pk"):
        granted = Support.objects.filter(programme=programme, state__in=Support.GRANTED)
        if programme.scheme.voucher:
            vouchers = Voucher.objects.filter(programme=programme)
            gone = _sum(vouchers.filter(state=Voucher.State.ACTIVE), "amount")
            for voucher in vouchers.filter(state=Voucher.State.EXPIRED):
                spent = voucher.redemptions.filter(state__in=Redemption.SPENT)
                gone += _sum(spent, "claimed") + voucher_account(voucher).balance
        else:
            gone = _sum(granted.exclude(state=Support.State.APPROVED), "amount")
        said = version_now(programme).budget - budget_account(programme).balance
        if said != gone:
            yield f"programme {programme.number}: the ledger gave {said}, its rows {gone}"


def caps_hold() -> Iterable[str]:
    """Nobody got more of a programme than a version of it ever allowed."""
    for programme in Programme.objects.order_by("pk"):
        caps = list(programme.versions.values_list("cap_firm", flat=True))
        if any(cap is None for cap in caps):
            continue
        rows = Support.objects.filter(programme=programme, state__in=Support.GRANTED)
        for row in rows.values("applicant_id").annotate(total=Sum("amount")).order_by():
            if row["total"] > max(cap for cap in caps if cap is not None):
                yield f"programme {programme.number}: {row['applicant_id']} got {row['total']}"


def lessened_milestones_are_paid_in_whole() -> Iterable[str]:
    """What the firm paid of a milestone and what vouchers take off it are the milestone's amount."""
    lessened = Milestone.objects.filter(redemptions__isnull=False, settled_at__isnull=False)
    for milestone in lessened.distinct().order_by("pk"):
        payment = payment_standing("milestone", milestone.pk)
        paid = payment.amount if payment is not None else ZERO
        if paid + lessening(milestone.pk) != milestone.amount:
            yield f"milestone {milestone.pk}: {paid} paid, {lessening(milestone.pk)} by vouchers"


def checks_register() -> None:
    """Register them all."""
    for check in (
        budgets_hold_what_was_granted,
        caps_hold,
        lessened_milestones_are_paid_in_whole,
    ):
        check_register(f"programmes.{check.__name__}", check)


def _sum(rows: QuerySet[Any], column: str) -> Decimal:
    total: Decimal | None = rows.aggregate(total=Sum(column))["total"]
    return total or ZERO
