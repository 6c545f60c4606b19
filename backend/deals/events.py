"""What happens to deals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class DealOpened(DomainEvent):
    """Two organisations began to talk; the origin says what led there, for example a pairing."""

    name: ClassVar[str] = "deal.opened"
    subject: ClassVar[str] = "deal"
    deal_id: int
    origin_kind: str
    origin_id: int | None
