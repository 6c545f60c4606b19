"""What happens in conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class MessageWritten(DomainEvent):
    """Somebody wrote; ``mentioned`` are the ids of people whom he named."""

    name: ClassVar[str] = "message.written"
    subject: ClassVar[str] = "message"
    message_id: int
    about: str
    about_id: int
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MessageEdited(DomainEvent):
    """The author changed the words; the old ones are kept. ``mentioned`` are newly named."""

    name: ClassVar[str] = "message.edited"
    subject: ClassVar[str] = "message"
    message_id: int
    about: str
    about_id: int
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MessageWithdrawn(DomainEvent):
    """The words are shown no more."""

    name: ClassVar[str] = "message.withdrawn"
    subject: ClassVar[str] = "message"
    message_id: int
    about: str
    about_id: int
