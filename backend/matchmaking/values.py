"""What a writer hands to the services of events: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheringValues:
    """An event as it is planned; times are aware."""

    kind: str
    title: str
    about: str
    region: str
    place: str
    starts_at: datetime
    ends_at: datetime
    agenda: str = ""
    talks_from: datetime | None = None
    talk_minutes: int = 20
    tables: int = 6
    capacity: int = 100
