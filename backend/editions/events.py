"""What happens to catalogues of recommended technologies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfEdition(DomainEvent):
    subject: ClassVar[str] = "edition"
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class EditionOpened(_OfEdition):
    """A catalogue takes proposals."""

    name: ClassVar[str] = "edition.opened"


@dataclass(frozen=True, kw_only=True)
class EditionClosed(_OfEdition):
    """A catalogue takes no proposals any more; they are judged."""

    name: ClassVar[str] = "edition.closed"


@dataclass(frozen=True, kw_only=True)
class EditionReopened(_OfEdition):
    """A catalogue takes proposals again."""

    name: ClassVar[str] = "edition.reopened"


@dataclass(frozen=True, kw_only=True)
class EditionApproved(_OfEdition):
    """What a catalogue recommends is settled; it appears on its day."""

    name: ClassVar[str] = "edition.approved"


@dataclass(frozen=True, kw_only=True)
class EditionPublished(_OfEdition):
    """A catalogue appeared, and never changes from then on."""

    name: ClassVar[str] = "edition.published"


@dataclass(frozen=True, kw_only=True)
class EntryProposed(_OfEdition):
    """An achievement was proposed for a catalogue."""

    name: ClassVar[str] = "edition.entry_proposed"
    entry_id: int


@dataclass(frozen=True, kw_only=True)
class EntryJudged(_OfEdition):
    """It was said whether a catalogue recommends an achievement."""

    name: ClassVar[str] = "edition.entry_judged"
    entry_id: int
    accepted: bool
