"""What happens to saved searches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class SearchFound(DomainEvent):
    """What was published or changed answers a saved search, for the first time."""

    name: ClassVar[str] = "saved_search.found"
    subject: ClassVar[str] = "saved_search"
    saved_search_id: int
    find_id: int
    listing_id: int
