"""What a writer hands to the services of commissioners: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionValues:
    """How many are wanted, of which level and year, for which term."""

    level: str
    year: int
    title: str
    text: str
    wanted: int
    closes_on: date
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceValues:
    """For what one serves, and where; ``regions`` are codes."""

    form: str
    post: str
    field: str
    regions: tuple[str, ...]
    chain: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationValues:
    """Where commissioners are met."""

    name: str
    kind: str
    region: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitValues:
    """What was seen and advised at a firm; ``question_id`` where it was asked for."""

    firm_id: int
    happened_on: date
    place: str
    problem: str
    diagnosis: str
    advice: str = ""
    question_id: int | None = None
