"""What a regional officer watches: the market of a region, counted within the officer's audience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Duty, Organisation
from backend.accounts.regions import Region, beginning_of, path_to, region_of, regions_below
from backend.accounts.selectors import on_market
from backend.catalog.kinds import ACHIEVEMENT, NEED
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_narrowed, listings_on_market, listings_visible_to
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotFound

NEWEST = 5
SIDES = ("buyer", "seller")


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region's figures. Listings are those that the list behind the figure shows the same reader;
    of contracts only numbers: who bought from whom is told to parties alone."""

    region: Region | None  # None: of the whole, what lies in none of the regions below
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

    ``below`` are those with a figure; of ``silent`` there is nothing to count yet. ``rest`` is what the
    total holds beyond all of them.
    """

    total: RegionRow
    below: list[RegionRow]
    rest: RegionRow
    silent: list[Region]
    newest: list[Listing]


def region_overview(actor: Actor) -> RegionOverview | None:
    """The region that the organisation acted for looks after; None where it is none."""
    region = _looked_after(actor)
    if region is None:
        return None
    begins = beginning_of(region.code)
    counted = {
        "needs": _listed(actor, NEED.name, begins),
        "achievements": _listed(actor, ACHIEVEMENT.name, begins),
        "organisations": _by(Organisation.objects.filter(on_market()), "region", begins),
        "bought": _by(contracts_signed(), "buyer__region", begins),
        "sold": _by(contracts_signed(), "seller__region", begins),
    }
    newest = listings_narrowed(listings_on_market(actor, kind=NEED.name), region=region.code)
    rows = [_row(one, counted) for one in regions_below(region.code)]
    total = _row(region, counted)
    return RegionOverview(
        total=total,
        rest=_rest(total, rows),
        below=[row for row in rows if row.counts_something],
        silent=[row.region for row in rows if row.region and not row.counts_something],
        newest=list(newest[:NEWEST]),
    )


@dataclass(frozen=True, slots=True)
class RegionContract:
    """A recorded contract as an officer reads it: neither parties nor amount nor title.

    ``listing`` is that of the region's side, where the officer may read it as anybody does. Of the
    other side no more is told than its city: both listings together would name both parties.
    """

    signed_on: date
    type: str
    listing: Listing | None
    across: str  # code of the other side's city


def region_contracts(actor: Actor, code: str, side: str) -> QuerySet[Contract]:
    """Recorded contracts whose ``side`` ("buyer" or "seller") is of the region, last signed first.

    Raises NotFound where the region is none that the officer's own holds.
    """
    region, own = region_of(code), _looked_after(actor)
    if region is None or own is None or own.code not in path_to(code) or side not in SIDES:
        raise NotFound(_("There is no such region among yours."))
    found = contracts_signed().filter(**{f"{side}__region__startswith": beginning_of(code)})
    return found.select_related("buyer", "seller").order_by("-signed_on", "-pk")


def contracts_for_officer(
    actor: Actor, found: Iterable[Contract], side: str
) -> list[RegionContract]:
    """The rows of a page, with what the officer may read of each."""
    contracts = list(found)
    own = {c.pk: c.need_id if side == "buyer" else c.offer_id for c in contracts}
    readable = listings_visible_to(actor).in_bulk([pk for pk in own.values() if pk])
    return [
        RegionContract(
            signed_on=contract.signed_on,  # type: ignore[arg-type]  # a signed one has its day
            type=contract.get_type_display(),
            listing=readable.get(own[contract.pk] or 0),
            across=_city(contract.seller if side == "buyer" else contract.buyer),
        )
        for contract in contracts
    ]


def _rest(total: RegionRow, rows: list[RegionRow]) -> RegionRow:
    names = [one.name for one in fields(RegionRow) if one.name != "region"]
    left = {name: getattr(total, name) - sum(getattr(row, name) for row in rows) for name in names}
    return RegionRow(region=None, **left)


def _city(organisation: Organisation) -> str:
    return next(
        (step for step in reversed(path_to(organisation.region)[:2]) if region_of(step)), ""
    )


def _looked_after(actor: Actor) -> Region | None:
    if Duty.REGIONAL_OFFICER not in actor.acting:
        return None
    unit = Organisation.objects.get(pk=actor.organisation_id or 0)
    return region_of(unit.region)


def _listed(actor: Actor, kind: str, begins: str) -> Counter[str]:
    return _by(listings_on_market(actor, kind=kind), "region", begins)


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
