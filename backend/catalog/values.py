"""What a writer hands to the services of listings: typed, frozen, unchecked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, make_dataclass
from decimal import Decimal
from typing import Any, ClassVar

from .kinds import KINDS, Details, Kind
from .models import Disclosure, Indicator, Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValues:
    """A row of the indicator table."""

    name: str
    comparator: str
    value: Decimal | None
    value_max: Decimal | None = None
    unit: str = ""
    must: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingValues:
    """What every kind of listing has; those of a kind have its details beside.

    ``trl`` is the level wanted of what is sought, and reached by what is offered.
    """

    kind: ClassVar[str] = ""

    title: str
    summary: str = ""
    language: str = "zh"
    technology_field: str = ""
    industry: str = ""
    chain: str = ""
    region: str = ""
    trl: int | None = None
    modes: tuple[str, ...] = ()
    required_conditions: tuple[str, ...] = ()
    disclosure: str = Disclosure.PUBLIC
    indicators: tuple[IndicatorValues, ...] = ()


COMMON = tuple(f.name for f in fields(ListingValues) if f.name != "indicators")
LISTS = ("modes", "required_conditions")  # of codes, kept as JSON


def _values_of_kind(kind: Kind) -> type[ListingValues]:
    """A kind's values: a field for each of its details, empty as the table begins it."""
    made: Any = make_dataclass(
        f"{kind.api_name}Values",
        [(name, Any, field(default=column.get_default())) for name, column in kind.columns.items()],
        bases=(ListingValues,),
        namespace={"kind": kind.name, "__doc__": f"What {kind.path} say."},
        frozen=True,
        kw_only=True,
        slots=True,
    )
    return made


VALUES: dict[str, Any] = {name: _values_of_kind(kind) for name, kind in KINDS.items()}


def values_of(
    listing: Listing,
    details: Details | None = None,
    indicators: Iterable[Indicator] | None = None,
) -> ListingValues:
    """What a listing says now; ``details`` and ``indicators`` where they are not stored yet."""
    details = details or listing.details
    rows = listing.indicators.all() if indicators is None else indicators
    found: dict[str, Any] = {name: getattr(listing, name) for name in COMMON}
    found |= {name: tuple(found[name]) for name in LISTS}
    found |= {name: getattr(details, name) for name in listing.type.columns}
    found["indicators"] = tuple(
        IndicatorValues(
            name=row.name,
            comparator=row.comparator,
            value=row.value,
            value_max=row.value_max,
            unit=row.unit,
            must=row.must,
        )
        for row in rows
    )
    values: ListingValues = VALUES[listing.kind](**found)
    return values


def values_from(kind: str, data: dict[str, Any]) -> ListingValues:
    """Values from checked form or serializer data; names the kind does not have are left out."""
    known = {*COMMON, *KINDS[kind].columns}
    picked = {name: value for name, value in data.items() if name in known}
    picked |= {name: tuple(picked.get(name) or ()) for name in LISTS}
    picked["indicators"] = tuple(
        row if isinstance(row, IndicatorValues) else IndicatorValues(**row)
        for row in data.get("indicators") or ()
    )
    values: ListingValues = VALUES[kind](**picked)
    return values
