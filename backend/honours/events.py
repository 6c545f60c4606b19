"""What happens to case pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfCase(DomainEvent):
    subject: ClassVar[str] = "case"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class CaseWritten(_OfCase):
    """The story of a closed deal was written, or changed: both sides are asked anew."""

    name: ClassVar[str] = "case.written"


@dataclass(frozen=True, kw_only=True)
class CaseConsented(_OfCase):
    """One side agreed that the story is told as it stands."""

    name: ClassVar[str] = "case.consented"
    side: str


@dataclass(frozen=True, kw_only=True)
class CasePublished(_OfCase):
    """Both sides agreed: everybody reads it."""

    name: ClassVar[str] = "case.published"


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(_OfCase):
    """One side took its word back: nobody else reads it any more."""

    name: ClassVar[str] = "case.withdrawn"


@dataclass(frozen=True, kw_only=True)
class _OfList(DomainEvent):
    subject: ClassVar[str] = "honour_list"
    honour_list_id: int


@dataclass(frozen=True, kw_only=True)
class HonourListDrawnUp(_OfList):
    """A year's list was drawn up from figures: the persons on it are asked whether they are named."""

    name: ClassVar[str] = "honour_list.drawn_up"


@dataclass(frozen=True, kw_only=True)
class HonourListPublished(_OfList):
    """Everybody reads the list."""

    name: ClassVar[str] = "honour_list.published"


@dataclass(frozen=True, kw_only=True)
class HonourAnswered(_OfList):
    """A person said whether he is named."""

    name: ClassVar[str] = "honour_list.answered"
    agreed: bool
