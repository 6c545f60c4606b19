"""What a regional officer watches: the market of a region, counted within the officer's audience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import Region, beginning_of, region_of, regions_below
from backend.catalog.kinds import ACHIEVEMENT, NEED
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_narrowed, listings_on_market
from backend.contracts.models import Contract

NEWEST = 5


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region's figures. Listings are those that the list behind the figure shows the same reader;
    of contracts only numbers: who bought from whom is told to parties alone."""

    region: Region
    needs: int
    achievements: int
    organisations: int
    bought: int
    sold: int

    @property
    def counts_something(self) -> bool:
        """Whether one of the figures is not zero."""
        return any((self.needs, self.achievements, self.organisations, self.bought, self.sold))


@dataclass(frozen=True, slots=True)
class RegionOverview:
    """A region in total, what lies one step below, and its newest needs.

    ``below`` are those with a figure; of ``silent`` there is nothing to count yet.
    """

    total: RegionRow
    below: list[RegionRow]
    silent: list[Region]
    newest: list[Listing]


def region_overview(actor: Actor) -> RegionOverview | None:
    """The region that the organisation acted for looks after; None where it is none."""
    if actor.organisation_id is None:
        return None
    unit = Organisation.objects.filter(pk=actor.organisation_id).first()
    region = region_of(unit.region) if unit else None
    if region is None:
        return None
    begins = beginning_of(region.code)
    counted = {
        "needs": _listed(actor, NEED.name, begins),
        "achievements": _listed(actor, ACHIEVEMENT.name, begins),
        "organisations": _by(
            Organisation.objects.filter(verified_at__isnull=False), "region", begins
        ),
        "bought": _by(_recorded(), "buyer__region", begins),
        "sold": _by(_recorded(), "seller__region", begins),
    }
    newest = listings_narrowed(listings_on_market(actor, kind=NEED.name), region=region.code)
    rows = [_row(one, counted) for one in regions_below(region.code)]
    return RegionOverview(
        total=_row(region, counted),
        below=[row for row in rows if row.counts_something],
        silent=[row.region for row in rows if not row.counts_something],
        newest=list(newest[:NEWEST]),
    )


def _listed(actor: Actor, kind: str, begins: str) -> Counter[str]:
    return _by(listings_on_market(actor, kind=kind), "region", begins)


def _recorded() -> QuerySet[Contract]:
    return Contract.objects.filter(state=Contract.State.CONFIRMED)


def _by(
    found: QuerySet[Listing] | QuerySet[Organisation] | QuerySet[Contract], column: str, begins: str
) -> Counter[str]:
    """Code of a region → how many rows name it."""
    inside = found.filter(**{f"{column}__startswith": begins}).order_by()
    rows: Iterable[tuple[str, int]] = (
        inside.values(column).annotate(n=Count("pk")).values_list(column, "n")
    )
    return Counter(dict(rows))


def _row(region: Region, counted: dict[str, Counter[str]]) -> RegionRow:
    begins = beginning_of(region.code)
    return RegionRow(
        region=region,
        **{
            name: sum(n for code, n in rows.items() if code.startswith(begins))
            for name, rows in counted.items()
        },
    )
