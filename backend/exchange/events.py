"""What happens between markets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfMarket(DomainEvent):
    subject: ClassVar[str] = "market"
    market_id: int


@dataclass(frozen=True, kw_only=True)
class MarketAdded(_OfMarket):
    """A market became a partner."""

    name: ClassVar[str] = "market.added"


@dataclass(frozen=True, kw_only=True)
class MarketChanged(_OfMarket):
    """How a partner market is read changed."""

    name: ClassVar[str] = "market.changed"


@dataclass(frozen=True, kw_only=True)
class HarvestEnded(_OfMarket):
    """A harvest came to its end, failed, or waits for an operator."""

    name: ClassVar[str] = "market.harvest_ended"
    run_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class AccordPublished(DomainEvent):
    """A version of a text that markets share was published."""

    name: ClassVar[str] = "accord.published"
    subject: ClassVar[str] = "accord"
    accord_id: int


@dataclass(frozen=True, kw_only=True)
class AccordAccepted(DomainEvent):
    """A partner market accepted a version."""

    name: ClassVar[str] = "accord.accepted"
    subject: ClassVar[str] = "accord"
    accord_id: int
    market_id: int
