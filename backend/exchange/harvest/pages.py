"""A page of another market, whatever protocol it came by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SECONDS = 30  # that a page may take
MOST = 8 * 2**20  # bytes of a page


class Unreadable(Exception):
    """The other side answered something that is no page. ``args[0]`` says what, for operators."""


@dataclass(frozen=True, slots=True)
class Harvested:
    """A record as it came. ``fault`` says why it cannot be understood, instead of a body."""

    identifier: str
    home: str = ""
    deleted: bool = False
    kind: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Records, where the next page begins ("" after the last), and the mark for the next run."""

    records: tuple[Harvested, ...]
    cursor: str
    mark: str

    @property
    def hash(self) -> str:
        """The same for a page that came before."""
        told = "\n".join(f"{r.identifier} {r.deleted} {r.body}" for r in self.records)
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
