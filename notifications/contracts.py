"""All that crosses the border of notifications: people are ids, content is a kind and a payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of a person's inbox. ``payload`` holds ids and codes, never text that has rights."""

    id: int
    recipient: int
    kind: str
    payload: Mapping[str, object]
    created_at: datetime
    read_at: datetime | None = None
