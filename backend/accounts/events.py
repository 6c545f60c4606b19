"""What happens to people and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class OrganisationRegistered(DomainEvent):
    """Somebody set up an organisation; an operator should verify it."""

    name: ClassVar[str] = "organisation.registered"
    subject: ClassVar[str] = "organisation"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class OrganisationVerified(DomainEvent):
    """An operator checked an organisation."""

    name: ClassVar[str] = "organisation.verified"
    subject: ClassVar[str] = "organisation"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class MemberJoined(DomainEvent):
    """Somebody became a member of an organisation."""

    name: ClassVar[str] = "member.joined"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    user_id: int
    duties: tuple[str, ...]
