"""A region at a glance, from the rows of the nights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from django.db.models import Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, UnitKind
from backend.accounts.regions import Region, path_to, region_label, region_of, regions_below
from backend.core.errors import NotFound
from backend.insights.drawing import WIDTH, Drawn, drawn
from backend.insights.glossary import BY_CODE, REGIONAL, Entry
from backend.insights.models import Boundary, DailyFigure, MapSheet
from backend.insights.rules import NONE_HERE
from backend.insights.values import Cell, Chart, Column, Dashboard, Desk, Figure, Line

from .funnel import funnel_chart

SHADES = 5
MONTHS = 12
Values = dict[str, Decimal]
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Looked:
    """The region that is looked at, the reader's own, and whether he reads the registry's lists."""

    region: str
    own: str
    registry: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A region below with its figures in the glossary's order, and the shade of the chosen one."""

    region: Region
    cells: list[Cell]
    chosen: Cell
    shade: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A tile whose region's boundary is known."""

    tile: Tile
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class RegionMap:
    """The regions whose boundaries are known on a sheet, those without one, and the maps that the
    boundaries are of."""

    height: int
    shapes: list[Shape]
    without: list[Tile]
    sheets: list[MapSheet]
    width: int = WIDTH


def region_looked_after(actor: Actor, region: str = "") -> Looked:
    """The region whose figures the reader sees: that of the government unit he acts for, or one that
    lies in it; of operators any, empty for the whole market. Raises NotFound for anybody else."""
    unit = Organisation.objects.filter(pk=actor.organisation_id or 0, kind="government").first()
    if unit is None and not actor.operator:
        raise NotFound(NONE_HERE)
    own = "" if actor.operator or unit is None else unit.region
    if region and (region_of(region) is None or (own and own not in path_to(region))):
        raise NotFound(_("This region is not one that you look after."))
    bureau = unit is not None and unit.unit_kind == UnitKind.SCIENCE
    return Looked(region or own, own, actor.operator or bureau)


def region_dashboard(looked: Looked, figure: str = "") -> Dashboard:
    """Figures of a region beside those of last month, the chosen one over a year, and the funnel."""
    entry = BY_CODE.get(figure, REGIONAL[0])
    place = region_label(looked.region) or _("All regions")
    night, by_day = _values(looked.region)
    if night is None:
        return Dashboard(desk=Desk.REGION, place=place, counted_at=None)
    day = night.day
    return Dashboard(
        desk=Desk.REGION,
        place=place,
        counted_at=night.created_at,
        day=day,
        figures=figures_told(looked, day, by_day),
        charts=[_trend(by_day, day, entry, looked), *funnel_chart(looked.region)],
    )


def month_ends(day: date) -> list[date]:
    """The last days of the months before, the earliest first."""
    found: list[date] = []
    for _step in range(MONTHS):
        day = day.replace(day=1) - timedelta(days=1)
        found.append(day)
    return found[::-1]


def figures_told(looked: Looked, day: date, by_day: dict[date, Values]) -> list[Figure]:
    """A region's figures on a day beside those of the end of last month; where the reader may not open
    the registry's lists, those figures lead nowhere."""
    now = by_day.get(day, {})
    before = by_day.get(day.replace(day=1) - timedelta(days=1))
    return [
        Figure(
            entry,
            _cell(entry, now, looked.region, day, looked.registry),
            None if before is None else Cell(before.get(entry.code, NOUGHT), "", entry.money),
        )
        for entry in REGIONAL
    ]


def tiles_of(looked: Looked, day: date, chosen: str) -> list[Tile]:
    """The regions one step below, each with its figures."""
    below = regions_below(looked.region)
    held: dict[str, Values] = {}
    rows = DailyFigure.objects.filter(day=day, region__in=[one.code for one in below])
    for code, figure, value in rows.values_list("region", "figure", "value"):
        held.setdefault(code, {})[figure] = value
    most = max((found.get(chosen, NOUGHT) for found in held.values()), default=NOUGHT)
    tiles = []
    for one in below:
        found = held.get(one.code, {})
        cells = {e.code: _cell(e, found, one.code, day, looked.registry) for e in REGIONAL}
        # The shades are fifths of the largest; nothing has none.
        value = found.get(chosen, NOUGHT)
        shade = (value * SHADES / most).to_integral_value(ROUND_CEILING) if most else 0
        tiles.append(Tile(one, list(cells.values()), cells[chosen], int(shade)))
    return tiles


def map_of(tiles: list[Tile]) -> RegionMap | None:
    """The map of those regions whose boundaries were imported; None where there are none."""
    codes = [tile.region.code for tile in tiles]
    found = {
        one.region: one
        for one in Boundary.objects.filter(region__in=codes).select_related("sheet").order_by("pk")
    }
    if not found:
        return None
    height, areas = drawn({code: one.rings for code, one in found.items()})
    shapes = [Shape(tile, areas[code]) for tile in tiles if (code := tile.region.code) in areas]
    sheets = {one.sheet_id: one.sheet for one in found.values()}
    without = [tile for tile in tiles if tile.region.code not in areas]
    return RegionMap(height, shapes, without, list(sheets.values()))


def _cell(entry: Entry, found: Values, region: str, day: date, registry: bool) -> Cell:
    opens = registry or not entry.of_registry
    url = entry.list_url(region, day.year) if opens else ""
    return Cell(found.get(entry.code, NOUGHT), url, entry.money)


def _trend(by_day: dict[date, Values], day: date, entry: Entry, looked: Looked) -> Chart:
    lines = [
        Line(f"{one:%Y-%m}", [Cell(found.get(entry.code, NOUGHT), "", entry.money)])
        for one, found in sorted(by_day.items())
        if one != day
    ]
    now = _cell(entry, by_day.get(day, {}), looked.region, day, looked.registry)
    note = _("Counted from the beginning of each year.") if entry.of_registry else ""
    return Chart(
        code="trend",
        title=_("Month by month"),
        entry=entry,
        kind="columns",
        head=_("End of the month"),
        columns=[Column(entry.name, drawn=True)],
        lines=[*lines, Line(_("now"), [now])],
        note=note,
    )


def _values(region: str) -> tuple[DailyFigure | None, dict[date, Values]]:
    """A row of the newest night, None before the first, and the region's figures of that day and of the
    last days of the months before. A region that has nothing yet was counted all the same."""
    newest = DailyFigure.objects.order_by("-day").values("day")[:1]
    wanted = Q(day__in=month_ends(timezone.localdate())) | Q(day=Subquery(newest))
    rows = list(DailyFigure.objects.filter(wanted, region__in={region, ""}))
    night = max(rows, key=lambda row: row.day, default=None)
    found: dict[date, Values] = {row.day: {} for row in rows}
    for row in rows:
        if row.region == region:
            found[row.day][row.figure] = row.value
    return night, found
