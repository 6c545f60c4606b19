"""Boundaries out of a GeoJSON file, each known by the code of its region."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from backend.accounts.regions import region_of

from .drawing import WIDTH, Rings, spaced

CODES = ("adcode", "code", "gb", "PAC")  # what the usual sources call the code
COUNTRY = "156"  # stands before it in some
WEST, EAST, SOUTH, NORTH = 73, 136, 3, 54  # degrees
MOST_POINTS = 500_000


def outlines_of(data: bytes) -> dict[str, Rings]:
    """Region → its rings in degrees. Raises ValidationError saying which feature is wrong, and how."""
    try:
        features = json.loads(data)["features"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValidationError(_("This is no GeoJSON file with features.")) from error
    if not isinstance(features, list) or not features:
        raise ValidationError(_("This is no GeoJSON file with features."))
    found: dict[str, Rings] = {}
    for number, feature in enumerate(features, start=1):
        try:
            code = _code(feature["properties"])
            rings = _rings(feature["geometry"])
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise ValidationError(_feature(number, _("it is not complete"))) from error
        if not code:
            raise ValidationError(_feature(number, _("it names no region that is known")))
        if not all(map(_sound, rings)) or not any(map(_wide, rings)):
            raise ValidationError(
                _feature(number, _("it is no area in degrees within the country"))
            )
        found[code] = [*found.get(code, []), *rings]
    if sum(len(ring) for rings in found.values() for ring in rings) > MOST_POINTS:
        raise ValidationError(_("The boundaries are too fine; simplify them to 500,000 points."))
    return {code: _coarse(rings) for code, rings in found.items()}


def _coarse(rings: Rings) -> Rings:
    """No finer than a sheet shows that holds nothing else: a map is drawn anew for each reader."""
    points = [point for ring in rings for point in ring]
    east, north = zip(*points, strict=True)
    least = max(max(east) - min(east), max(north) - min(north)) / WIDTH
    return [
        # An islet that is less than that keeps a few of its corners.
        kept if len(kept := spaced(ring, least)) > 3 else ring[:: len(ring) // 8 or 1]
        for ring in rings
    ]


def _code(properties: Mapping[str, Any]) -> str:
    for name in CODES:
        code = str(properties.get(name) or "").strip()
        if len(code) == len(COUNTRY) + 6 and code.startswith(COUNTRY):
            code = code[len(COUNTRY) :]
        if code.isdecimal() and region_of(code):
            return code
    return ""


def _rings(geometry: Mapping[str, Any]) -> Rings:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    parts = geometry["coordinates"]
    areas = [parts] if geometry["type"] == "Polygon" else parts
    # Four places are ten metres.
    return [
        [(round(float(point[0]), 4), round(float(point[1]), 4)) for point in ring]
        for area in areas
        for ring in area
    ]


def _sound(ring: list[tuple[float, float]]) -> bool:
    inside = all(WEST <= east <= EAST and SOUTH <= north <= NORTH for east, north in ring)
    return inside and len(ring) > 3


def _wide(ring: list[tuple[float, float]]) -> bool:
    """Whether it is more than a point or a line along one side of the sheet."""
    return len({east for east, _north in ring}) > 1 < len({north for _east, north in ring})


def _feature(number: int, why: str) -> str:
    return _("Feature %(number)s: %(why)s.") % {"number": number, "why": why}
