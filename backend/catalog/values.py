"""What a writer hands to the services of listings: typed, frozen, unchecked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from backend.core.money_fields import Currency

from .models import AchievementDetails, Details, Disclosure, Indicator, Kind, Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValues:
    """A row of the indicator table."""

    name: str
    comparator: str
    value: Decimal | None
    value_max: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingValues:
    """What every kind of listing has."""

    title: str
    summary: str = ""
    language: str = "zh"
    technology_field: str = ""
    industry: str = ""
    region: str = ""
    trl: int | None = None
    modes: tuple[str, ...] = ()
    required_conditions: tuple[str, ...] = ()
    disclosure: str = Disclosure.PUBLIC
    indicators: tuple[IndicatorValues, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedValues(ListingValues):
    """A need; ``trl`` is the level wanted."""

    background: str = ""
    current_process: str = ""
    research_content: str = ""
    acceptance: str = ""
    budget_min: Decimal | None = None
    budget_max: Decimal | None = None
    currency: str = Currency.CNY
    deadline: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementValues(ListingValues):
    """An achievement; ``trl`` is the level reached."""

    abstract: str = ""
    problem_solved: str = ""
    innovation: str = ""
    application: str = ""
    stage: str = ""
    price_mode: str = AchievementDetails.PriceMode.NEGOTIABLE
    price: Decimal | None = None
    currency: str = Currency.CNY


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertValues(ListingValues):
    """An expert."""

    biography: str = ""
    research: str = ""
    services: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationValues(ListingValues):
    """The profile of an organisation; it has no ``trl``, ``required_conditions`` or ``indicators``."""

    introduction: str = ""
    strengths: str = ""
    offers: str = ""
    seeks: str = ""
    website: str = ""
    founded: int | None = None


VALUES: dict[str, type[ListingValues]] = {
    Kind.NEED: NeedValues,
    Kind.ACHIEVEMENT: AchievementValues,
    Kind.EXPERT: ExpertValues,
    Kind.ORGANISATION: OrganisationValues,
}
COMMON = tuple(f.name for f in fields(ListingValues) if f.name != "indicators")
LISTS = ("modes", "required_conditions")  # of codes, kept as JSON


def kind_of(values: ListingValues) -> str:
    """The kind these values describe."""
    return next(kind for kind, found in VALUES.items() if type(values) is found)


def values_of(
    listing: Listing,
    details: Details | None = None,
    indicators: Iterable[Indicator] | None = None,
) -> ListingValues:
    """What a listing says now; ``details`` and ``indicators`` where they are not stored yet."""
    details = details or listing.details
    rows = listing.indicators.all() if indicators is None else indicators
    kind_values = VALUES[listing.kind]
    found: dict[str, Any] = {name: getattr(listing, name) for name in COMMON}
    found |= {name: tuple(found[name]) for name in LISTS}
    for field in fields(kind_values):
        if field.name not in COMMON and field.name != "indicators":
            found[field.name] = getattr(details, field.name)
    found["indicators"] = tuple(
        IndicatorValues(
            name=row.name,
            comparator=row.comparator,
            value=row.value,
            value_max=row.value_max,
            unit=row.unit,
        )
        for row in rows
    )
    return kind_values(**found)


def values_from(kind: str, data: dict[str, Any]) -> ListingValues:
    """Values from checked form or serializer data; names the kind does not have are left out."""
    known = {f.name for f in fields(VALUES[kind])}
    picked = {name: value for name, value in data.items() if name in known}
    picked |= {name: tuple(picked.get(name) or ()) for name in LISTS}
    picked["indicators"] = tuple(
        row if isinstance(row, IndicatorValues) else IndicatorValues(**row)
        for row in picked.get("indicators") or ()
    )
    return VALUES[kind](**picked)
