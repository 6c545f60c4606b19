"""What registries count: registered contracts by year, type, field, region and nature of the parties.

Amounts are in yuan and exact to the cent; both figures stand side by side: the contract amount 成交额
and the transaction amount 技术交易额. Absorbed is what buyers of a region bought, wherever the seller
registers; output is what its sellers registered here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.regions import path_to, region_label, region_of
from backend.catalog.taxonomies import label
from backend.contracts.models import ContractType
from backend.core.errors import NotFound
from backend.registration.measures import Codes, measure_on
from backend.registration.rules import bureau_of

from .counting import ABSORBED, OUTPUT, Counted, counted

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of figures; ``share`` of the contract amount in percent."""

    code: str
    name: str
    n: int
    contract: Decimal
    technology: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """Contracts by one dimension, the largest first."""

    name: str
    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Statistics:
    """A year of a region on one side, its tables, and the years beside it."""

    region: str
    side: str
    year: int
    total: Row
    tables: list[Table]
    years: list[Row]


@dataclass(frozen=True, slots=True)
class Dimension:
    """By what contracts are told apart: the code of one, and what a code is called."""

    name: str
    title: Callable[[], str]
    code: Callable[[Counted], str]
    words: Callable[[str], str]


def statistics_scope(actor: Actor, region: str = "") -> str:
    """The region that the reader's figures are of: that of his bureau, or one that lies in it; of
    operators any, empty for the whole. Raises NotFound for who has none."""
    bureau = bureau_of(actor)
    if bureau is None and not actor.operator:
        raise NotFound(_("Registration figures are for science bureaus."))
    if region and region_of(region) is None:
        raise NotFound(_("There is no such region."))
    if bureau is None:
        return region
    if region and bureau.region not in path_to(region):
        raise NotFound(_("There is no such region among yours."))
    return region or bureau.region


def statistics_of(region: str, side: str, year: int | None = None) -> Statistics:
    """The figures of a region on one side; of the present year unless told otherwise."""
    everything = counted(region, side)
    year = year or timezone.localdate().year
    of_year = [one for one in everything if one.year == year]
    return Statistics(
        region=region,
        side=side,
        year=year,
        total=_row("", "", of_year, None),
        tables=[_table(dimension, of_year) for dimension in dimensions(region, side)],
        years=[
            _row(str(each), str(each), [one for one in everything if one.year == each], None)
            for each in sorted({one.year for one in everything}, reverse=True)
        ],
    )


def counted_of(
    region: str, side: str, year: int, dimension: str = "", code: str = ""
) -> list[Counted]:
    """The contracts behind a figure. Raises NotFound for an unknown dimension."""
    found = [one for one in counted(region, side) if one.year == year]
    if not dimension:
        return found
    for known in dimensions(region, side):
        if known.name == dimension:
            return [one for one in found if known.code(one) == code]
    raise NotFound(_("There is no such table."))


def dimensions(region: str, side: str) -> list[Dimension]:
    """By what the figures of a side are told apart."""
    codes = measure_on(timezone.localdate()).codes
    party, other = ("seller", "buyer") if side == OUTPUT else ("buyer", "seller")
    return [
        Dimension("type", lambda: _("By contract type"), lambda one: one.type, _type_name),
        Dimension("field", lambda: _("By technology field"), lambda one: one.field, _field_name),
        Dimension(
            "source" if side == ABSORBED else "use",
            lambda: (
                _("By the seller's region") if other == "seller" else _("By the buyer's region")
            ),
            lambda one: _province(_place(one, other)),
            lambda code: _place_name(code, codes),
        ),
        Dimension(
            "within",
            lambda: _("Within the region"),
            lambda one: _below(region, _place(one, party)),
            lambda code: _place_name(code, codes),
        ),
        Dimension(
            "nature",
            lambda: (
                _("By the seller's nature") if party == "seller" else _("By the buyer's nature")
            ),
            lambda one: one.seller_nature if party == "seller" else one.buyer_nature,
            lambda code: codes.label("natures", code) if code else _("Not known"),
        ),
    ]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Absorbed contract amounts, from where to where: a row for each source."""

    uses: list[tuple[str, str]]
    rows: list[tuple[str, str, list[Decimal], Decimal]]
    totals: list[Decimal]
    total: Decimal


def absorbed_matrix(region: str, year: int) -> Matrix:
    """Source region × use region of what a region absorbed in a year."""
    codes = measure_on(timezone.localdate()).codes
    found = [one for one in counted(region, ABSORBED) if one.year == year]
    cells: dict[tuple[str, str], Decimal] = {}
    for one in found:
        key = (_province(one.seller_place), _below(region, one.buyer_region))
        cells[key] = cells.get(key, ZERO) + one.contract
    sources = sorted({source for source, _use in cells})
    uses = sorted({use for _source, use in cells})
    lines = [[cells.get((source, use), ZERO) for use in uses] for source in sources]
    return Matrix(
        uses=[(use, _place_name(use, codes)) for use in uses],
        rows=[
            (source, _place_name(source, codes), line, sum(line, ZERO))
            for source, line in zip(sources, lines, strict=True)
        ],
        totals=[sum(column, ZERO) for column in zip(*lines, strict=True)],
        total=sum((one.contract for one in found), ZERO),
    )


def _table(dimension: Dimension, found: list[Counted]) -> Table:
    groups: dict[str, list[Counted]] = {}
    for one in found:
        groups.setdefault(dimension.code(one), []).append(one)
    whole = sum((one.contract for one in found), ZERO)
    rows = [_row(code, dimension.words(code), group, whole) for code, group in groups.items()]
    rows.sort(key=lambda row: (-row.contract, row.code))
    return Table(dimension.name, dimension.title(), rows)


def _row(code: str, name: str, found: list[Counted], whole: Decimal | None) -> Row:
    contract = sum((one.contract for one in found), ZERO)
    share = None if not whole else (contract * 100 / whole).quantize(Decimal("0.1"))
    technology = sum((one.technology for one in found), ZERO)
    return Row(code, name, len(found), contract, technology, share)


def _place(one: Counted, party: str) -> str:
    return one.seller_place if party == "seller" else one.buyer_region


def _province(place: str) -> str:
    """The province of a region; a country stays."""
    return place if len(place) == 3 or not place else path_to(place)[0]


def _below(region: str, place: str) -> str:
    """The part of the region, one step down, that holds the place; the region itself where it is
    told no closer."""
    steps = [step for step in path_to(place) if region_of(step)]
    if not region:
        return steps[0] if steps else ""
    after = steps[steps.index(region) + 1 :] if region in steps else []
    return after[0] if after else region


def _place_name(code: str, codes: Codes) -> str:
    if not code:
        return _("Not known")
    return codes.label("countries", code) if len(code) == 3 else region_label(code)


def _type_name(code: str) -> str:
    return str(ContractType(code).label)


def _field_name(code: str) -> str:
    return label("fields", code) if code else _("Not known")
