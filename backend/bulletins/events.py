"""What happens to bulletins of chains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class BulletinOpened(DomainEvent):
    """An office tells of a chain from now on."""

    name: ClassVar[str] = "bulletin.opened"
    subject: ClassVar[str] = "bulletin"
    bulletin_id: int


@dataclass(frozen=True, kw_only=True)
class _OfIssue(DomainEvent):
    subject: ClassVar[str] = "issue"
    issue_id: int


@dataclass(frozen=True, kw_only=True)
class IssueBegun(_OfIssue):
    """An issue was begun with what is new in its chain."""

    name: ClassVar[str] = "issue.begun"


@dataclass(frozen=True, kw_only=True)
class IssueWritten(_OfIssue):
    """An editor kept what a draft says and of what it tells."""

    name: ClassVar[str] = "issue.written"


@dataclass(frozen=True, kw_only=True)
class IssuePublished(_OfIssue):
    """An issue appeared, and never changes from then on."""

    name: ClassVar[str] = "issue.published"
