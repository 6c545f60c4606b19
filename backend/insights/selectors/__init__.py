"""Reads of figures: of regions from daily rows, of one's own affairs from what one may follow."""

from .dashboards import dashboard_of
from .funnel import funnel_chart
from .own import own_dashboard
from .regions import figures_told, map_of, region_dashboard, region_looked_after, tiles_of

__all__ = [
    "dashboard_of",
    "figures_told",
    "funnel_chart",
    "map_of",
    "own_dashboard",
    "region_dashboard",
    "region_looked_after",
    "tiles_of",
]
