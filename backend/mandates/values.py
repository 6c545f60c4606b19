"""What a writer hands to the services of mandates: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateValues:
    """To whom, over what (``listing_id`` None: all that he accompanies), until when, what for."""

    broker_id: int
    listing_id: int | None = None
    ends_on: date
    words: str = ""
