"""What happens to files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(DomainEvent):
    """A file was taken in; where files are checked it waits in quarantine."""

    name: ClassVar[str] = "attachment.added"
    subject: ClassVar[str] = "attachment"
    attachment_id: int
    hangs_on: str
    hangs_on_id: int
    file: str
    replaces: bool


@dataclass(frozen=True, kw_only=True)
class AttachmentRefused(DomainEvent):
    """The virus scanner found something; its bytes are gone."""

    name: ClassVar[str] = "attachment.refused"
    subject: ClassVar[str] = "attachment"
    attachment_id: int
    file: str
    found: str


@dataclass(frozen=True, kw_only=True)
class AttachmentWithdrawn(DomainEvent):
    """Nobody can open the file any more, nor its earlier versions."""

    name: ClassVar[str] = "attachment.withdrawn"
    subject: ClassVar[str] = "attachment"
    attachment_id: int
    file: str
