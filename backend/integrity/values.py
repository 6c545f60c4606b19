"""What a writer hands to the services of integrity: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionValues:
    """Of whom, why, how long and with what consequence; of an organisation or of a person.
    ``scope`` is the code of the recorder's own region, or empty for everywhere."""

    organisation_id: int | None = None
    person_id: int | None = None
    breach: str = "other"
    ground: str
    document: str = ""
    blocks: tuple[str, ...] = ()
    scope: str = ""
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawValues:
    """What may be drawn and who may inspect, as lists, and where the value of how many digits will
    come from."""

    title: str
    items: str
    inspectors: str
    pick: int
    each: int
    source: str
    value_on: date
    digits: int
