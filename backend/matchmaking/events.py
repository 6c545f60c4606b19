"""What happens to events and to talks at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfGathering(DomainEvent):
    subject: ClassVar[str] = "gathering"
    gathering_id: int


@dataclass(frozen=True, kw_only=True)
class GatheringPublished(_OfGathering):
    """Anybody may sign up."""

    name: ClassVar[str] = "gathering.published"


@dataclass(frozen=True, kw_only=True)
class GatheringMoved(_OfGathering):
    """Its time or place changed after it was published."""

    name: ClassVar[str] = "gathering.moved"


@dataclass(frozen=True, kw_only=True)
class GatheringCancelled(_OfGathering):
    """It does not take place."""

    name: ClassVar[str] = "gathering.cancelled"


@dataclass(frozen=True, kw_only=True)
class GatheringHeld(_OfGathering):
    """It took place."""

    name: ClassVar[str] = "gathering.held"


@dataclass(frozen=True, kw_only=True)
class SeatGiven(_OfGathering):
    """One who waited has a seat."""

    name: ClassVar[str] = "gathering.seat_given"
    sign_up_id: int


@dataclass(frozen=True, kw_only=True)
class TalksProposed(_OfGathering):
    """Those who come are asked whether they would meet."""

    name: ClassVar[str] = "gathering.talks_proposed"
    talk_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TalkContinued(DomainEvent):
    """Both would go on: their deal is open."""

    name: ClassVar[str] = "event_talk.continued"
    subject: ClassVar[str] = "event_talk"
    event_talk_id: int
    gathering_id: int
