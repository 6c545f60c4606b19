"""Reads of figures: by region from daily rows, and the funnel of needs over cohorts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from statistics import median

from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import Region, beginning_of, path_to, region_of, regions_below
from backend.catalog.models import Listing
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotFound
from backend.deals.models import Deal
from backend.pairings.models import Pairing

from .glossary import ENTRIES, Entry
from .models import DailyFigure
from .suppression import sums_told, withheld

STAGES = ("published", "matched", "talking", "contracted", "delivered")
SHADES = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a region on its day, and what it was a month before; None where there was none."""

    entry: Entry
    value: Decimal
    before: Decimal | None
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A region below with its figures in the glossary's order, and the shade of the chosen one."""

    region: Region
    values: list[Decimal]
    chosen: Decimal
    shade: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Needs published in a quarter and how far they came; None where a count is withheld."""

    name: str
    counts: list[int | None]


@dataclass(frozen=True, slots=True)
class Funnel:
    """Cohorts with their sums, the median days from one stage to the next, and the share of published
    needs that came to talks (matching efficiency), in percent."""

    cohorts: list[Cohort]
    sums: list[int | None]
    days: list[int | None]
    efficiency: Decimal | None


def region_looked_after(actor: Actor, region: str = "") -> str:
    """The region whose figures the reader sees: that of the government unit he acts for, or one that
    lies in it; of operators any, empty for the whole market. Raises NotFound for anybody else."""
    unit = Organisation.objects.filter(pk=actor.organisation_id or 0, kind="government").first()
    if unit is None and not actor.operator:
        raise NotFound(_("These figures are for those who look after a region."))
    own = "" if actor.operator else unit.region if unit else ""
    if not region:
        return own
    if region_of(region) is None or (own and own not in path_to(region)):
        raise NotFound(_("This region is not one that you look after."))
    return region


def figures_day(region: str) -> date | None:
    """The newest day of which there are figures."""
    return DailyFigure.objects.filter(region=region).aggregate(day=Max("day"))["day"]


def figures_told(region: str, day: date, *, registry: bool = True) -> list[Told]:
    """A region's figures on a day beside those of a month before; ``registry`` says whether the reader
    may open the registry's lists, else those figures lead nowhere."""
    now = _values(region, day)
    earlier = DailyFigure.objects.filter(
        region=region, day__lte=date.fromordinal(day.toordinal() - 28)
    ).aggregate(day=Max("day"))["day"]
    before = _values(region, earlier) if earlier else {}
    return [
        Told(
            entry,
            now.get(entry.code, Decimal(0)),
            before.get(entry.code),
            entry.list_url(region, day.year) if registry or not entry.of_registry else "",
        )
        for entry in ENTRIES
    ]


def tiles_of(region: str, day: date, chosen: str) -> list[Tile]:
    """The regions one step below, each with its figures."""
    below = regions_below(region)
    held: dict[str, dict[str, Decimal]] = {}
    rows = DailyFigure.objects.filter(day=day, region__in=[one.code for one in below])
    for code, figure, value in rows.values_list("region", "figure", "value"):
        held.setdefault(code, {})[figure] = value
    most = max((found.get(chosen, Decimal(0)) for found in held.values()), default=Decimal(0))
    tiles = []
    for one in below:
        found = held.get(one.code, {})
        value = found.get(chosen, Decimal(0))
        # The shades are fifths of the largest; nothing has none.
        shade = (value * SHADES / most).to_integral_value(ROUND_CEILING) if most else 0
        values = [found.get(entry.code, Decimal(0)) for entry in ENTRIES]
        tiles.append(Tile(one, values, value, int(shade)))
    return tiles


def funnel_of(region: str) -> Funnel:
    """Needs of a region by the quarter in which they were published: how many came how far."""
    needs = Listing.objects.filter(kind="need", published_at__isnull=False)
    needs = needs.filter(region__startswith=beginning_of(region)) if region else needs
    times = {pk: [at, None, None, None, None] for pk, at in needs.values_list("pk", "published_at")}
    _put(times, 1, Pairing.objects.filter(need__in=needs), "need_id", "created_at")
    deals = Deal.objects.filter(need__in=needs)
    _put(times, 2, deals, "need_id", "created_at")
    signed = contracts_signed().filter(deal__need__in=needs)
    _put(times, 3, signed, "deal__need_id", "created_at")
    _put(times, 4, deals.filter(stage="closed"), "need_id", "stage_since")
    cohorts: dict[str, list[int]] = {}
    for stages in times.values():
        counts = cohorts.setdefault(_quarter(stages[0]), [0] * len(STAGES))
        for n, at in enumerate(stages):
            counts[n] += at is not None
    names = sorted(cohorts)
    table = [cohorts[name] for name in names]
    shown = withheld(table)
    sums = sums_told(table, shown)
    came = sum(row[2] for row in table)
    efficiency = None
    if times and sums and sums[2] is not None:
        efficiency = (Decimal(came * 100) / len(times)).quantize(Decimal("0.1"))
    return Funnel(
        [Cohort(name, counts) for name, counts in zip(names, shown, strict=True)],
        sums,
        [_days(times, n) for n in range(1, len(STAGES))],
        efficiency,
    )


def _values(region: str, day: date) -> dict[str, Decimal]:
    rows = DailyFigure.objects.filter(region=region, day=day)
    return dict(rows.values_list("figure", "value"))


Times = dict[int, list[datetime | None]]


def _put(times: Times, stage: int, rows: object, need: str, column: str) -> None:
    """Write when each need first came to a stage."""
    first = rows.order_by().values_list(need).annotate(at=Min(column))  # type: ignore[attr-defined]
    for pk, at in first:
        if pk in times:
            times[pk][stage] = at


def _quarter(at: datetime | None) -> str:
    assert at is not None
    return f"{at.year} Q{(at.month + 2) // 3}"


def _days(times: Times, stage: int) -> int | None:
    """The median of days since publication, of three needs at least."""
    found = [
        (stages[stage] - stages[0]).days  # type: ignore[operator]
        for stages in times.values()
        if stages[stage] is not None
    ]
    return int(median(found)) if len(found) >= 3 else None
