"""Which townships, parks and villages somebody serves. Part of the selectors layer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from backend.accounts.models import LocalRegion
from backend.accounts.regions import Region, beginning_of, path_to, region_of

from .models import Appointment, Territory
from .selectors import serving_query, stations_in


@dataclass(frozen=True, slots=True)
class Covered:
    """A township or park: how many serve it, itself or the county that it lies in."""

    region: Region
    serving: int
    villages: int
    villages_served: int
    stations: int

    @property
    def gap(self) -> bool:
        """Whether nobody serves it."""
        return self.serving == 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """A region's townships and parks, and how many of its commissioners serve a leading industry."""

    rows: list[Covered]
    commissioners: int
    in_leading: int

    @property
    def gaps(self) -> int:
        """Townships and parks that nobody serves."""
        return sum(row.gap for row in self.rows)

    @property
    def villages(self) -> int:
        """Villages that the platform knows."""
        return sum(row.villages for row in self.rows)

    @property
    def villages_served(self) -> int:
        """Those that somebody serves."""
        return sum(row.villages_served for row in self.rows)


def coverage_of(region: str) -> Coverage:
    """The townships and parks that the platform knows in a region, gaps first, and its figures."""
    begins = beginning_of(region)
    codes = LocalRegion.objects.filter(code__startswith=begins).order_by("code")
    served = _served(begins)
    stations: defaultdict[str, int] = defaultdict(int)
    for place in stations_in(region).values_list("region", flat=True):
        stations[place[:9]] += 1
    villages: defaultdict[str, list[str]] = defaultdict(list)
    towns: list[str] = []
    for code in codes.values_list("code", flat=True):
        if len(code) == 12:
            villages[code[:9]].append(code)
        else:
            towns.append(code)
    rows = [
        Covered(
            found,
            _serving(served, code),
            len(villages[code]),
            sum(1 for village in villages[code] if _serving(served, village)),
            stations[code],
        )
        for code in towns
        if (found := region_of(code)) is not None
    ]
    serving = Appointment.objects.filter(
        serving_query(), territories__region__startswith=begins
    ).distinct()
    return Coverage(
        sorted(rows, key=lambda row: not row.gap),
        serving.count(),
        serving.exclude(chain="").count(),
    )


def _served(begins: str) -> dict[str, int]:
    """How many serve each place, of the region and of the county or city that it lies in."""
    held = Appointment.objects.filter(serving_query())
    rows = Territory.objects.filter(appointment__in=held, region__startswith=begins[:4])
    return dict(rows.values_list("region").annotate(n=Count("appointment", distinct=True)))


def _serving(served: dict[str, int], code: str) -> int:
    """Who serves a place: itself, or a county, township or park around it. Who serves a whole city is
    no answer for each of its villages."""
    return sum(served.get(step, 0) for step in path_to(code)[2:])
