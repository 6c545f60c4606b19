"""An agency's figures: how far its deals came and how long each stage took, what its commissions earn,
its score sheet. Part of the selectors layer.

Deals are counted by the year in which they were opened, stages by the stays that are stored; a share is
of what arrived, straight from the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from backend.accounts.models import Organisation
from backend.contracts.models import Contract
from backend.deals.models import Deal, DealDuty, DealPerson, Stage, StageStay
from backend.deals.stages import RULES
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Entry

from .models import Commission, CommissionShare

CITY = 4  # digits of a region's code
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class StageLine:
    """How many of the deals were in a stage, and the median of the days that those spent there who
    have left it; None where nobody has."""

    stage: Stage
    reached: int
    share: Decimal
    days: float | None


@dataclass(slots=True)
class CommissionLine:
    """An agency's part of a commission that is agreed: what signed contracts make of it, and what has
    arrived; ``base`` is None while no contract is signed."""

    commission: Commission
    percent: Decimal
    expected: Decimal | None
    earned: Decimal

    @property
    def due(self) -> Decimal | None:
        """What is still to come."""
        return None if self.expected is None else self.expected - self.earned

    @property
    def currency(self) -> str:
        """The currency of all three."""
        return self.commission.currency


@dataclass(slots=True)
class ScoreSheet:
    """What an agency has done in a year: ``absorbed`` of the signed contracts were bought within its
    city, ``days`` is the median from first contact to signature."""

    agency: Organisation
    deals: int = 0
    contracts: int = 0
    value: dict[str, Decimal] = field(default_factory=dict)
    absorbed: int = 0
    days: float | None = None

    @property
    def absorbed_share(self) -> Decimal | None:
        """In percent; None without a contract."""
        if not self.contracts:
            return None
        return (HUNDRED * self.absorbed / self.contracts).quantize(Decimal(1))


def deals_of_agency(agency_id: int, year: int | None = None) -> QuerySet[Deal]:
    """Deals that an agency accompanies, opened in a year."""
    own = DealPerson.objects.filter(duty=DealDuty.BROKER, organisation_id=agency_id)
    found = Deal.objects.filter(pk__in=own.values("deal_id"))
    return found if year is None else found.filter(created_at__year=year)


def stage_lines(deals: QuerySet[Deal]) -> list[StageLine]:
    """The way of the deals, stage by stage; a deal reached what it was in, not what it passed over."""
    entered_by: dict[str, set[int]] = defaultdict(set)
    present = list(deals.order_by().values_list("pk", "stage"))
    for pk, stage in present:
        entered_by[stage].add(pk)
    spent: dict[str, dict[int, timedelta]] = defaultdict(lambda: defaultdict(timedelta))
    stays = StageStay.objects.filter(deal__in=deals).values_list(
        "deal_id", "stage", "entered_at", "left_at"
    )
    inside: set[tuple[int, str]] = set()
    for deal_id, stage, entered, left in stays:
        entered_by[stage].add(deal_id)
        if left is None:
            inside.add((deal_id, stage))
        else:
            spent[stage][deal_id] += left - entered
    total = len(present)
    lines = []
    for stage in RULES:
        reached = len(entered_by[stage])
        times = [t for pk, t in spent[stage].items() if (pk, stage) not in inside]
        days = round(median(t.total_seconds() for t in times) / 86_400, 1) if times else None
        share = (HUNDRED * reached / total).quantize(Decimal(1)) if total else Decimal(0)
        lines.append(StageLine(stage, reached, share, days))
    return lines


def commission_lines(agency_id: int) -> list[CommissionLine]:
    """The agency's parts of all commissions that stand, the latest first."""
    shares = list(
        CommissionShare.objects.filter(
            agency_id=agency_id, commission__state=Commission.State.AGREED
        )
        .select_related("commission__deal__buyer", "commission__deal__seller")
        .order_by("-commission__agreed_at")
    )
    deals = {share.commission.deal_id for share in shares}
    bases = _signed_by_deal(deals)
    earned = _earned_by_deal(agency_id, deals)
    return [
        CommissionLine(
            commission=share.commission,
            percent=share.percent,
            expected=_expected(share, bases),
            earned=earned.get(
                (share.commission.deal_id, share.commission.currency), Decimal("0.00")
            ),
        )
        for share in shares
    ]


def signed_total(deal_id: int, currency: str) -> Decimal:
    """What the signed contracts of a deal come to in a currency."""
    return _signed_by_deal({deal_id}).get((deal_id, currency), Decimal(0))


def score_sheet(agency: Organisation, year: int) -> ScoreSheet:
    """The agency's year, counted by the day of signature for contracts, of opening for deals."""
    sheet = ScoreSheet(agency, deals=deals_of_agency(agency.pk, year).count())
    signed = (
        Contract.objects.filter(_counted(), signed_on__year=year)
        .filter(deal__in=deals_of_agency(agency.pk))
        .select_related("buyer", "deal")
    )
    days = []
    for contract in signed:
        sheet.contracts += 1
        held = sheet.value.get(contract.currency, Decimal(0))
        sheet.value[contract.currency] = held + contract.amount
        sheet.absorbed += contract.buyer.region[:CITY] == agency.region[:CITY]
        if contract.kind == Contract.Kind.MAIN and contract.signed_on is not None:
            opened = timezone.localdate(contract.deal.created_at)
            days.append(_days(opened, contract.signed_on))
    sheet.days = median(days) if days else None
    return sheet


def _counted() -> Q:
    """Contracts that are signed and whose amounts are turnover of their own."""
    return Q(state=Contract.State.SIGNED, kind__in=Contract.COUNTED)


def _days(opened: date, signed: date) -> int:
    return max((signed - opened).days, 0)


def _signed_by_deal(deals: set[int]) -> dict[tuple[int, str], Decimal]:
    found = (
        Contract.objects.filter(_counted(), deal_id__in=deals)
        .order_by()
        .values_list("deal_id", "currency")
        .annotate(sum=Sum("amount"))
    )
    return {(deal_id, currency): total for deal_id, currency, total in found}


def _expected(share: CommissionShare, bases: dict[tuple[int, str], Decimal]) -> Decimal | None:
    commission = share.commission
    if commission.amount is not None:
        whole = commission.amount
    else:
        base = bases.get((commission.deal_id, commission.currency))
        if base is None or commission.percent is None:
            return None
        whole = base * commission.percent / 100
    return (whole * share.percent / 100).quantize(Decimal("0.01"))


def _earned_by_deal(agency_id: int, deals: set[int]) -> dict[tuple[int, str], Decimal]:
    found = (
        Entry.objects.filter(
            account__owner_kind=OwnerKind.ORGANISATION,
            account__owner_id=agency_id,
            account__purpose=Purpose.COMMISSION,
            journal__deal_id__in=deals,
        )
        .order_by()
        .values_list("journal__deal_id", "account__currency")
        .annotate(sum=Sum("amount"))
    )
    return {(deal_id, currency): total for deal_id, currency, total in found}
