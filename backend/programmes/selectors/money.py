"""What a programme, a firm and a voucher have left: out of the ledger and the applications."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Case, QuerySet, Sum, When
from django.utils.translation import gettext as _

from backend.contracts.models import Contract
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Account
from backend.ledger.services import account_for
from backend.ledger.values import Owner
from backend.payments.payables import Relief
from backend.programmes.models import Programme, Redemption, Support, Voucher
from backend.programmes.reckoning import CENT, HUNDRED, ZERO

from .reading import version_now

CURRENCY = "CNY"  # of all public money


@dataclass(frozen=True, slots=True)
class Funds:
    """A programme's money: ``left`` is what nobody was promised."""

    budget: Decimal
    reserved: Decimal
    granted: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class Usable:
    """What a voucher holds and how much of it a contract may use: the smallest of three bounds."""

    left: Decimal
    by_ratio: Decimal
    by_cap: Decimal | None
    unpaid: Decimal  # of the contract amount, what no voucher covers yet

    @property
    def amount(self) -> Decimal:
        """What may be reserved on the contract now."""
        bounds = [self.left, self.by_ratio, self.unpaid]
        if self.by_cap is not None:
            bounds.append(self.by_cap)
        return max(min(bounds), ZERO)


def budget_account(programme: Programme) -> Account:
    """What a programme has to give away: never below zero."""
    owner = Owner(OwnerKind.ORGANISATION, programme.unit_id)
    return account_for(
        owner=owner, purpose=Purpose.RESERVED, currency=CURRENCY, detail=programme.number
    )


def funding_account(programme: Programme) -> Account:
    """Where the budget comes from: below zero by what was put in."""
    owner = Owner(OwnerKind.ORGANISATION, programme.unit_id)
    return account_for(
        owner=owner, purpose=Purpose.FUNDING, currency=CURRENCY, detail=programme.number
    )


def voucher_account(voucher: Voucher) -> Account:
    """What is left on a voucher: never below zero, reservations counted."""
    owner = Owner(OwnerKind.ORGANISATION, voucher.firm_id)
    return account_for(
        owner=owner, purpose=Purpose.VOUCHER, currency=CURRENCY, detail=voucher.number
    )


def received_account(organisation_id: int) -> Account:
    """Where money that was paid out arrives."""
    owner = Owner(OwnerKind.ORGANISATION, organisation_id)
    return account_for(owner=owner, purpose=Purpose.REVENUE, currency=CURRENCY)


def funds_of(programme: Programme) -> Funds:
    """How much of the budget is left."""
    account = budget_account(programme)
    budget = version_now(programme).budget
    return Funds(
        budget=budget,
        reserved=account.pending_out,
        granted=budget - account.balance,
        left=account.available,
    )


def granted_to(programme: Programme, organisation_id: int) -> Decimal:
    """What an organisation was granted under a programme."""
    found = Support.objects.filter(
        programme=programme, applicant_id=organisation_id, state__in=Support.GRANTED
    ).aggregate(total=Sum("amount"))
    return found["total"] or ZERO


def granted_on(programme: Programme, contract_id: int) -> Decimal:
    """What was granted under a programme for one contract."""
    found = Support.objects.filter(
        programme=programme, contract_id=contract_id, state__in=Support.GRANTED
    ).aggregate(total=Sum("amount"))
    return found["total"] or ZERO


def usable_on(voucher: Voucher, contract: Contract) -> Usable:
    """How much of a voucher a contract may use, as things stand; rights are the caller's."""
    terms = version_now(voucher.programme).terms
    live = Redemption.objects.exclude(state=Redemption.State.RELEASED).filter(contract=contract)
    own = _used(live.filter(voucher=voucher))
    by_ratio = contract.technology_amount * (terms.ratio or HUNDRED) / HUNDRED
    return Usable(
        left=voucher_account(voucher).available,
        by_ratio=by_ratio.quantize(CENT, ROUND_DOWN) - own,
        by_cap=None if terms.cap_contract is None else terms.cap_contract - own,
        unpaid=contract.amount - _used(live),
    )


def lessening(milestone_id: int) -> Decimal:
    """What vouchers take off a milestone."""
    return sum((relief.amount for relief in _taken([milestone_id]).get(milestone_id, [])), ZERO)


def reliefs_by_vouchers(kind: str, ids: Collection[int]) -> Mapping[int, Sequence[Relief]]:
    """What vouchers take off payables; only milestones are lessened."""
    return _taken(ids) if kind == "milestone" else {}


def _taken(milestone_ids: Collection[int]) -> dict[int, list[Relief]]:
    if not milestone_ids:
        return {}
    found: dict[int, list[Relief]] = {}
    rows = Redemption.objects.filter(milestone__in=milestone_ids).exclude(
        state=Redemption.State.RELEASED
    )
    for row in rows.select_related("voucher").order_by("pk"):
        relief = Relief(
            amount=row.amount,
            words=_("by voucher %(number)s") % {"number": row.voucher.number},
        )
        found.setdefault(row.milestone_id or 0, []).append(relief)
    return found


def _used(rows: QuerySet[Redemption]) -> Decimal:
    """What uses hold: the claimed part once an invoice is paid, else what is reserved."""
    spent = When(state__in=Redemption.SPENT, claimed__isnull=False, then="claimed")
    found = rows.aggregate(total=Sum(Case(spent, default="amount")))
    return Decimal(found["total"] or ZERO).quantize(CENT)
