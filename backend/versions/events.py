"""What happens to stored versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class VersionRestored(DomainEvent):
    """A subject says again what it said in an earlier version."""

    name: ClassVar[str] = "version.restored"
    subject: ClassVar[str] = "version"
    version_id: int
    about: str
    about_id: int
    number: int
