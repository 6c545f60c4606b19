"""What happens to what achievements rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class BackingKept(DomainEvent):
    """A right, a member of the team or evidence was added or changed."""

    name: ClassVar[str] = "backing.kept"
    subject: ClassVar[str] = "listing"
    listing_id: int
    part: str
    row_id: int


@dataclass(frozen=True, kw_only=True)
class BackingRemoved(DomainEvent):
    """One of them was taken off."""

    name: ClassVar[str] = "backing.removed"
    subject: ClassVar[str] = "listing"
    listing_id: int
    part: str
    row_id: int


@dataclass(frozen=True, kw_only=True)
class ApprovalRuleSet(DomainEvent):
    """An institution's office decides before publication from now on, or no more."""

    name: ClassVar[str] = "approval.rule_set"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    approves: bool
