"""The feed follows what becomes of listings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backend.catalog.events import ListingsPublished

from .services import records_write


def record_write(event: Any, event_id: int) -> None:
    """Bring the record of the event's listing up to date."""
    records_write([event.listing_id])


def record_write_together(events: Sequence[Any]) -> None:
    """The same for several at once."""
    records_write(sorted({event.listing_id for event in events}))


def records_write_all(event: ListingsPublished, event_id: int) -> None:
    """Bring the records of a batch up to date."""
    records_write(event.listing_ids)
