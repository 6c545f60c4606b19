"""What a writer hands to the services of integrity: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionValues:
    """Of whom, why, how long and with what consequence; of an organisation or of a person."""

    organisation_id: int | None = None
    person_id: int | None = None
    breach: str = "other"
    ground: str
    document: str = ""
    blocks: tuple[str, ...] = ()
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawValues:
    """What may be drawn and who may inspect, as lists, and where the value will come from."""

    title: str
    items: str
    inspectors: str
    pick: int
    each: int
    source: str
    value_on: date
