"""A dashboard on paper, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from backend.accounts.regions import region_name
from backend.core.typesetting import pdf_of

from .glossary import REGIONAL
from .selectors.regions import Tile
from .values import Cell, Chart, Dashboard


def dashboard_pdf(found: Dashboard, who: str, tiles: Sequence[Tile] = ()) -> bytes:
    """Figures and charts with their tables: whose they are, and of a region those below."""
    data: dict[str, Any] = {
        "language": "zh" if (get_language() or "zh").startswith("zh") else "en",
        "title": f"{who} · {_('Figures')}",
        "as_of": f"{_('As of')} {found.as_of}" if found.as_of else "",
        "heads": [pgettext("statistics", "Figure"), _("Now"), _("End of last month")],
        "figures": [
            [str(one.entry.name), one.now.text, one.before.text if one.before else "–"]
            for one in found.figures
        ],
        "charts": [_drawn(chart) for chart in found.charts],
        "below": _tiles(tiles),
    }
    return pdf_of("insights/typst/dashboard.typ", data, made_at=timezone.now())


def _drawn(chart: Chart) -> dict[str, Any]:
    return {
        "title": str(chart.title)
        + (f" · {chart.entry.name}" if chart.entry and chart.entry.name != chart.title else ""),
        "heads": [str(chart.head), *(str(column.name) for column in chart.columns)],
        "rows": [[str(line.name), *(cell.text for cell in line.cells)] for line in chart.lines],
        "bars": _lengths(chart),
        "note": chart.note,
    }


def _lengths(chart: Chart) -> list[float]:
    """How long the bar of each line is, in percent of the longest; none where nothing is drawn."""
    drawn = next((n for n, column in enumerate(chart.columns) if column.drawn), None)
    if drawn is None or not chart.drawn:
        return []
    values = [float(line.cells[drawn].value or 0) for line in chart.lines]
    return [round(value * 100 / max(values), 1) for value in values]


def _tiles(tiles: Sequence[Tile]) -> dict[str, Any] | None:
    rows = [(tile, tile.cells) for tile in tiles if any(_some(cell) for cell in tile.cells)]
    if not rows:
        return None
    return {
        "title": _("Regions below"),
        "heads": [_("Region"), *(str(entry.name) for entry in REGIONAL)],
        "rows": [
            [region_name(tile.region), *(cell.text for cell in cells)] for tile, cells in rows
        ],
    }


def _some(cell: Cell) -> bool:
    return bool(cell.value)
