"""What a writer hands to the services of registers: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredValues:
    """What a host says of its platform, alliance or carrier; ``member_ids`` are the others in it."""

    unit_id: int
    register: str
    type: str
    level: str
    name: str
    about: str
    recognised_on: date
    valid_until: date | None = None
    number: str = ""
    chain: str = ""
    charter: str = ""
    member_ids: tuple[int, ...] = ()
