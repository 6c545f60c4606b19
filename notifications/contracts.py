"""All that crosses the border of notifications: people are ids, content is a kind and a payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

# Language → part → text.
Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of a person's inbox. ``payload`` holds ids and codes. ``words`` is what it said to this
    reader when it was sent, by language; whoever shows it asks first whether they may still know.
    """

    id: int
    recipient: int
    kind: str
    payload: Mapping[str, object]
    words: Words
    created_at: datetime
    read_at: datetime | None = None
