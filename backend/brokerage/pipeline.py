"""A broker's deals in their stages: as a table, and as a board. Part of the selectors layer.

The number of queries does not grow with the deals, nor does what is read: a table's page and a few
cards of each stage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.contracts.models import Contract
from backend.deals.models import Deal, Stage
from backend.deals.next_steps import next_steps
from backend.deals.sections import NextStep
from backend.deals.stages import RULES, RUNNING
from backend.tasks.models import Task

from .models import Commission
from .selectors import commissions_readable_by, deals_brokered_by

CARDS = 12  # of a stage on the board; its table shows all
RUNNING_ONLY = "running"
ORDERS: dict[str, tuple[object, tuple[Any, ...]]] = {
    "rested": (_("Longest in its stage"), ("stage_since", "pk")),
    "due": (_("Next step due first"), (F("due_on").asc(nulls_last=True), "pk")),
    "amount": (_("Highest amount"), (F("amount").desc(nulls_last=True), "pk")),
    "moved": (_("Last moved"), ("-updated_at", "-pk")),
}
MAX_WORDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of the pipeline is shown: one stage, all that run, or all; stalled ones; a word."""

    stage: str = RUNNING_ONLY
    stalled: bool = False
    due: bool = False
    words: str = ""
    order: str = "rested"


def filters_read(params: Mapping[str, str]) -> Filters:
    """Filters out of an address; what is none of them is not heeded."""
    stage = params.get("stage", RUNNING_ONLY)
    order = params.get("order", "rested")
    return Filters(
        stage=stage if stage in {*Stage.values, RUNNING_ONLY, "all"} else RUNNING_ONLY,
        stalled=params.get("stalled") == "1",
        due=params.get("due") == "1",
        words=params.get("q", "").replace("\x00", "").strip()[:MAX_WORDS],
        order=order if order in ORDERS else "rested",
    )


def stalled_query() -> Q:
    """Deals that have been in their stage for longer than that may take."""
    now = timezone.now()
    found = Q(pk__in=[])
    for stage, rule in RULES.items():
        if rule.days is not None:
            found |= Q(stage=stage, stage_since__lt=now - timedelta(days=rule.days))
    return found


def pipeline(actor: Actor, filters: Filters) -> QuerySet[Any]:
    """The deals that the actor accompanies, with ``amount``, ``currency`` of the main contract and
    ``due_on`` of the next task that is open."""
    found: QuerySet[Any] = deals_brokered_by(actor)
    if filters.stage == RUNNING_ONLY:
        found = found.filter(stage__in=RUNNING)
    elif filters.stage != "all":
        found = found.filter(stage=filters.stage)
    if filters.stalled:
        found = found.filter(stalled_query())
    if filters.words:
        found = found.filter(
            Q(title__icontains=filters.words)
            | Q(number__icontains=filters.words)
            | Q(buyer__name__icontains=filters.words)
            | Q(seller__name__icontains=filters.words)
        )
    found = _annotated(found)
    if filters.due:
        found = found.filter(due_on__lte=timezone.localdate())
    return found.order_by(*order_of(filters))


def _annotated(deals: QuerySet[Deal]) -> QuerySet[Any]:
    main = Contract.objects.filter(deal=OuterRef("pk"), kind=Contract.Kind.MAIN).exclude(
        state=Contract.State.DROPPED
    )
    due = (
        Task.objects.filter(subject="deal", subject_id=OuterRef("pk"), state=Task.State.OPEN)
        .order_by()
        .values("subject_id")
        .annotate(first=Min("due_on"))
        .values("first")
    )
    return deals.annotate(
        amount=Subquery(main.values("amount")[:1]),
        currency=Subquery(main.values("currency")[:1]),
        due_on=Subquery(due),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A deal as the pipeline shows it. ``days`` is how long it has been in its stage; ``late``: its
    next task is overdue; ``earns`` are the commissions that the reader may know of."""

    deal: Deal
    step: NextStep
    days: int
    stalled: bool
    due_on: date | None
    late: bool
    amount: Decimal | None
    currency: str | None
    commissions: Sequence[Commission]


def rows_of(actor: Actor, deals: Sequence[Any]) -> list[Row]:
    """Annotated deals with their next steps and commissions."""
    steps = next_steps(deals, actor)
    commissions: dict[int, list[Commission]] = {}
    standing = (Commission.State.PROPOSED, Commission.State.AGREED)
    known = commissions_readable_by(actor).filter(
        deal_id__in=[deal.pk for deal in deals], state__in=standing
    )
    for commission in known:
        commissions.setdefault(commission.deal_id, []).append(commission)
    now, today = timezone.now(), timezone.localdate()
    return [
        Row(
            deal=deal,
            step=steps[deal.pk],
            days=(now - deal.stage_since).days,
            stalled=deal.running and RULES[Stage(deal.stage)].stalled(now - deal.stage_since),
            due_on=deal.due_on,
            late=deal.due_on is not None and deal.due_on < today,
            amount=deal.amount,
            currency=deal.currency,
            commissions=commissions.get(deal.pk, ()),
        )
        for deal in deals
    ]


@dataclass(slots=True)
class Column:
    """A stage on the board: how many deals, their contracts' amounts by currency, the first cards."""

    stage: Stage
    days: int | None
    count: int = 0
    totals: dict[str, Decimal] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many cards are not shown."""
        return self.count - len(self.rows)


def board(actor: Actor, filters: Filters) -> list[Column]:
    """The running deals by stage, in the filters' order, whatever stage these name."""
    found = pipeline(actor, replace(filters, stage=RUNNING_ONLY))
    columns: dict[Stage, Column] = {stage: Column(stage, RULES[stage].days) for stage in RUNNING}
    totals = found.order_by().values("stage", "currency").annotate(n=Count("pk"), sum=Sum("amount"))
    for total in totals:
        column = columns[Stage(total["stage"])]
        column.count += total["n"]
        if total["sum"]:
            column.totals[total["currency"]] = total["sum"]
    order = [_ordering(one) for one in order_of(filters)]
    place = Window(RowNumber(), partition_by=F("stage"), order_by=order)
    placed = found.annotate(place=place).filter(place__lte=CARDS)
    related = placed.select_related("buyer", "seller", "need", "offer").prefetch_related("people")
    for row in rows_of(actor, list(related)):
        columns[Stage(row.deal.stage)].rows.append(row)
    return list(columns.values())


def order_of(filters: Filters) -> tuple[Any, ...]:
    """The columns and expressions that the filters' order stands for."""
    return ORDERS[filters.order][1]


def _ordering(order: Any) -> Any:
    if not isinstance(order, str):
        return order
    return F(order[1:]).desc() if order.startswith("-") else F(order).asc()
