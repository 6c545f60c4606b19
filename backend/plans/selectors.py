"""Reads of plans, within what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.regions import Region, region_of, regions_below
from backend.core.errors import NotFound

from .models import Indicator, Plan, RegionTarget, YearFigure
from .progress import ADDITIVE, Light, Progress, progress_of
from .rules import plans_readable


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator and how it stands."""

    indicator: Indicator
    progress: Progress
    figures: list[tuple[int, Decimal | None]]  # by year


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A region's part of a target, and how it stands there."""

    region: Region
    target: Decimal | None
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Division:
    """How a target is handed down from a region to those below it. ``adds`` says that the parts must
    make the whole; ``difference`` is what they are off it, None before they are set."""

    region: Region
    target: Decimal | None
    rows: list[ShareRow]
    whole: Decimal
    adds: bool
    difference: Decimal | None


def plans_readable_by(actor: Actor) -> QuerySet[Plan]:
    """Plans the actor may read, the latest period first."""
    found = Plan.objects.filter(plans_readable(actor)).select_related("unit")
    return found.order_by("-starts", "region", "pk")


def plan_readable_by(actor: Actor, region_plan_id: int) -> Plan:
    """One of them. Raises NotFound."""
    found = plans_readable_by(actor).filter(pk=region_plan_id).first()
    if found is None:
        raise NotFound(_("This plan does not exist, or you may not see it."))
    return found


def plan_indicator_of(actor: Actor, indicator_id: int) -> Indicator:
    """An indicator of a plan that the actor may read. Raises NotFound."""
    found = Indicator.objects.select_related("plan__unit").filter(
        pk=indicator_id, plan__in=plans_readable_by(actor)
    )
    one = found.first()
    if one is None:
        raise NotFound(_("This indicator does not exist, or you may not see it."))
    return one


def rows_of(plan: Plan) -> list[IndicatorRow]:
    """The plan's indicators with lights, from two queries."""
    held: dict[int, dict[int, Decimal]] = {}
    standing = YearFigure.objects.filter(indicator__plan=plan, region=plan.region, replaced_at=None)
    for pk, year, value in standing.values_list("indicator_id", "year", "value"):
        held.setdefault(pk, {})[year] = value
    years = range(plan.starts, plan.ends + 1)
    rows = []
    for one in plan.indicators.all():
        one.plan = plan
        figures = held.get(one.pk, {})
        by_year = [(year, figures.get(year)) for year in years]
        rows.append(IndicatorRow(one, _progress(one, figures, one.target, one.base), by_year))
    return rows


def lights_of(rows: list[IndicatorRow]) -> dict[str, int]:
    """How many indicators show which light."""
    return {light.value: sum(row.progress.light == light for row in rows) for light in Light}


def figures_in(
    indicator: Indicator, region: str, *, replaced: bool = False
) -> QuerySet[YearFigure]:
    """The standing figures of an indicator in a region, by year, and before them those they replaced."""
    found = indicator.figures.filter(region=region)
    if not replaced:
        found = found.filter(replaced_at=None)
    return found.select_related("entered_by").order_by("year", "pk")


def division_of(indicator: Indicator, region: str) -> Division:
    """What the regions one step below a region answer for. Raises NotFound outside the plan's region."""
    here = region_of(region)
    if here is None or (region != indicator.plan.region and not _own_target(indicator, region)):
        raise NotFound(_("No target of this plan was handed down to this region."))
    targets = dict(
        RegionTarget.objects.filter(indicator=indicator, above=region).values_list(
            "region", "target"
        )
    )
    held: dict[str, dict[int, Decimal]] = {}
    standing = indicator.figures.filter(replaced_at=None, region__in=targets)
    for code, year, value in standing.values_list("region", "year", "value"):
        held.setdefault(code, {})[year] = value
    rows = [
        ShareRow(
            below,
            targets.get(below.code),
            _progress(indicator, held.get(below.code, {}), targets[below.code])
            if below.code in targets
            else None,
        )
        for below in regions_below(region)
    ]
    whole = sum(targets.values(), Decimal(0))
    target = indicator.target if region == indicator.plan.region else _own_target(indicator, region)
    adds = indicator.kind in ADDITIVE and indicator.unit != "%"
    off = whole - target if adds and targets and target is not None else None
    return Division(here, target, rows, whole, adds, off)


def _own_target(indicator: Indicator, region: str) -> Decimal | None:
    found = RegionTarget.objects.filter(indicator=indicator, region=region).first()
    return found.target if found else None


def _progress(
    one: Indicator,
    figures: dict[int, Decimal],
    target: Decimal | None,
    base: Decimal | None = None,
) -> Progress:
    return progress_of(
        one.kind,
        base=base,
        target=target,
        figures=figures,
        starts=one.plan.starts,
        ends=one.plan.ends,
        over=one.plan.state == Plan.State.CLOSED,
    )
