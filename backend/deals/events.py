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


@dataclass(frozen=True, kw_only=True)
class NextStepPlanned(_OfDeal):
    """Somebody said what comes next, until when ("" for no day), and whose step it is."""

    name: ClassVar[str] = "deal.step_planned"
    what: str
    whose: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class NextStepDone(_OfDeal):
    """The planned step is done."""

    name: ClassVar[str] = "deal.step_done"
    what: str


@dataclass(frozen=True, kw_only=True)
class NdaAgreed(_OfDeal):
    """One side agreed to the confidentiality text; ``complete``: now both have."""

    name: ClassVar[str] = "deal.nda_agreed"
    by: str
    version: str
    complete: bool


@dataclass(frozen=True, kw_only=True)
class DealResultGiven(_OfDeal):
    """One side said what came of a closed deal."""

    name: ClassVar[str] = "deal.result_given"
    by: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DealListingChanged(_OfDeal):
    """The need or the achievement was revised, withdrawn, closed or contracted under a running deal."""

    name: ClassVar[str] = "deal.listing_changed"
    listing_id: int
    need: bool
    change: str


@dataclass(frozen=True, kw_only=True)
class _OfMeeting(_OfDeal):
    meeting_id: int


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(_OfMeeting):
    """A meeting was planned; ``starts_at`` is ISO 8601."""

    name: ClassVar[str] = "meeting.planned"
    title: str
    starts_at: str


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(_OfMeeting):
    """Its time, place, agenda or people changed."""

    name: ClassVar[str] = "meeting.moved"
    title: str
    starts_at: str


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(_OfMeeting):
    """It does not take place."""

    name: ClassVar[str] = "meeting.cancelled"
    title: str
    starts_at: str


@dataclass(frozen=True, kw_only=True)
class MeetingAnswered(_OfMeeting):
    """Somebody who was asked said whether he comes."""

    name: ClassVar[str] = "meeting.answered"
    coming: bool
