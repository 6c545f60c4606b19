"""What happens to what is registered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfRegistered(DomainEvent):
    subject: ClassVar[str] = "registered"
    registered_id: int


@dataclass(frozen=True, kw_only=True)
class RegisteredProposed(_OfRegistered):
    """A host asks that something of its own is registered."""

    name: ClassVar[str] = "registered.proposed"


@dataclass(frozen=True, kw_only=True)
class RegisteredListed(_OfRegistered):
    """A unit took it into its register."""

    name: ClassVar[str] = "registered.listed"


@dataclass(frozen=True, kw_only=True)
class RegisteredDeclined(_OfRegistered):
    """It did not, and said why."""

    name: ClassVar[str] = "registered.declined"


@dataclass(frozen=True, kw_only=True)
class RegisteredRemoved(_OfRegistered):
    """It was taken off the register."""

    name: ClassVar[str] = "registered.removed"


@dataclass(frozen=True, kw_only=True)
class MemberAgreed(_OfRegistered):
    """An organisation that was named agreed to belong to it."""

    name: ClassVar[str] = "registered.member_agreed"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class NeedJoined(_OfRegistered):
    """A member brought a need as one of all."""

    name: ClassVar[str] = "registered.need_joined"
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class YearReported(_OfRegistered):
    """The host stated the figures of a year."""

    name: ClassVar[str] = "registered.year_reported"
    year: int


@dataclass(frozen=True, kw_only=True)
class RegisterPublished(DomainEvent):
    """A register was published as it stood on a day."""

    name: ClassVar[str] = "register_list.published"
    subject: ClassVar[str] = "register_list"
    register_list_id: int
