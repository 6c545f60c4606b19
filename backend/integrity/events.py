"""What happens to records of integrity and to draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfSanction(DomainEvent):
    subject: ClassVar[str] = "sanction"
    sanction_id: int


@dataclass(frozen=True, kw_only=True)
class SanctionRecorded(_OfSanction):
    """A breach is on record; for a time it may bar from calls, reviews or support."""

    name: ClassVar[str] = "sanction.recorded"


@dataclass(frozen=True, kw_only=True)
class SanctionObjected(_OfSanction):
    """Whom it is about says why it is wrong."""

    name: ClassVar[str] = "sanction.objected"


@dataclass(frozen=True, kw_only=True)
class SanctionUpheld(_OfSanction):
    """The objection was heard and dismissed: the record stands."""

    name: ClassVar[str] = "sanction.upheld"


@dataclass(frozen=True, kw_only=True)
class SanctionLifted(_OfSanction):
    """It holds no more."""

    name: ClassVar[str] = "sanction.lifted"


@dataclass(frozen=True, kw_only=True)
class _OfDraw(DomainEvent):
    subject: ClassVar[str] = "draw"
    draw_id: int


@dataclass(frozen=True, kw_only=True)
class DrawAnnounced(_OfDraw):
    """The lists of a draw are published, and where the value will come from."""

    name: ClassVar[str] = "draw.announced"


@dataclass(frozen=True, kw_only=True)
class DrawMade(_OfDraw):
    """The value is known: items and inspectors are drawn."""

    name: ClassVar[str] = "draw.made"


@dataclass(frozen=True, kw_only=True)
class DrawCancelled(_OfDraw):
    """It was called off before anything was drawn."""

    name: ClassVar[str] = "draw.cancelled"


@dataclass(frozen=True, kw_only=True)
class FindingPublished(_OfDraw):
    """What an inspection found is published."""

    name: ClassVar[str] = "draw.finding_published"
    item_id: int
