"""What happens to deals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfDeal(DomainEvent):
    subject: ClassVar[str] = "deal"
    deal_id: int


@dataclass(frozen=True, kw_only=True)
class DealOpened(_OfDeal):
    """Two organisations began to talk; the origin says what led there, for example a pairing."""

    name: ClassVar[str] = "deal.opened"
    origin_kind: str
    origin_id: int | None


@dataclass(frozen=True, kw_only=True)
class DealEnded(_OfDeal):
    """One side ended the talks and said why, or their contract was terminated."""

    name: ClassVar[str] = "deal.ended"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DealStageMoved(_OfDeal):
    """A deal came from one stage into another; somebody moved it, or its contracts did."""

    name: ClassVar[str] = "deal.stage_moved"
    before: str
    after: str
    by_hand: bool
