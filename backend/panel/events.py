"""What happens in advisory panels and their sittings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfPanel(DomainEvent):
    subject: ClassVar[str] = "panel"
    panel_id: int


@dataclass(frozen=True, kw_only=True)
class PanelSetUp(_OfPanel):
    """A unit of the government has an advisory panel."""

    name: ClassVar[str] = "panel.set_up"


@dataclass(frozen=True, kw_only=True)
class MemberAppointed(_OfPanel):
    """Somebody was appointed to a panel."""

    name: ClassVar[str] = "panel.member_appointed"
    user_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MemberDismissed(_OfPanel):
    """Somebody is no member of a panel any more."""

    name: ClassVar[str] = "panel.member_dismissed"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class _OfSitting(DomainEvent):
    subject: ClassVar[str] = "sitting"
    sitting_id: int


@dataclass(frozen=True, kw_only=True)
class SittingPlanned(_OfSitting):
    """A panel will sit on a day."""

    name: ClassVar[str] = "sitting.planned"


@dataclass(frozen=True, kw_only=True)
class SittingAgendaChanged(_OfSitting):
    """A need came onto the agenda, or left it."""

    name: ClassVar[str] = "sitting.agenda_changed"
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class SittingOpened(_OfSitting):
    """Its members give their verdicts from now on."""

    name: ClassVar[str] = "sitting.opened"


@dataclass(frozen=True, kw_only=True)
class VerdictGiven(_OfSitting):
    """A member gave his verdict on a need, or changed it."""

    name: ClassVar[str] = "sitting.verdict_given"
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class NeedDecided(_OfSitting):
    """The sitting decided what becomes of a need."""

    name: ClassVar[str] = "sitting.need_decided"
    listing_id: int
    decision: str


@dataclass(frozen=True, kw_only=True)
class SittingClosed(_OfSitting):
    """The list of needs was drawn up; it never changes."""

    name: ClassVar[str] = "sitting.closed"


@dataclass(frozen=True, kw_only=True)
class SittingCancelled(_OfSitting):
    """The panel does not sit."""

    name: ClassVar[str] = "sitting.cancelled"
