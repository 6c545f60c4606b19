"""Boundaries in degrees drawn onto a sheet of fixed width: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians

Ring = list[tuple[float, float]]  # degrees east and north
Rings = list[Ring]
WIDTH, MARGIN = 720, 4
CLOSE = 0.6  # points nearer to the last one are left out


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area: the path of its outline, and where its name stands."""

    path: str
    x: int
    y: int


def drawn(outlines: Mapping[str, Rings]) -> tuple[int, dict[str, Drawn]]:
    """The height of the sheet, and each area on it."""
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrow = cos(radians((south + north) / 2))  # a degree east over a degree north
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrow)

    def placed(point: tuple[float, float]) -> tuple[float, float]:
        return MARGIN + (point[0] - west) * narrow * scale, MARGIN + (north - point[1]) * scale

    areas = {}
    for region, rings in outlines.items():
        lines = [[placed(point) for point in ring] for ring in rings]
        widest = max(lines, key=lambda line: _spread(line))
        x, y = (
            round((min(p[axis] for p in widest) + max(p[axis] for p in widest)) / 2)
            for axis in (0, 1)
        )
        areas[region] = Drawn("".join(map(_path, lines)), x, y)
    return round((north - south) * scale) + 2 * MARGIN, areas


def _spread(line: Ring) -> float:
    return (max(p[0] for p in line) - min(p[0] for p in line)) * (
        max(p[1] for p in line) - min(p[1] for p in line)
    )


def spaced(line: Ring, least: float) -> Ring:
    """The line without the points that lie nearer than ``least`` to the last one that stays."""
    kept = line[:1]
    for x, y in line[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= least:
            kept.append((x, y))
    return kept


def _path(line: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spaced(line, CLOSE)) + "Z"
