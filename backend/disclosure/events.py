"""What happens to requests to read in confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfAccess(DomainEvent):
    subject: ClassVar[str] = "access_request"
    access_request_id: int


@dataclass(frozen=True, kw_only=True)
class AccessAsked(_OfAccess):
    """An organisation promised confidentiality and asks to read a listing's details."""

    name: ClassVar[str] = "access.asked"


@dataclass(frozen=True, kw_only=True)
class AccessGranted(_OfAccess):
    """The owner lets it read them."""

    name: ClassVar[str] = "access.granted"


@dataclass(frozen=True, kw_only=True)
class AccessDeclined(_OfAccess):
    """The owner does not, and says why."""

    name: ClassVar[str] = "access.declined"


@dataclass(frozen=True, kw_only=True)
class AccessWithdrawn(_OfAccess):
    """Who asked took it back."""

    name: ClassVar[str] = "access.withdrawn"


@dataclass(frozen=True, kw_only=True)
class AccessRevoked(_OfAccess):
    """The owner ended it, and said why."""

    name: ClassVar[str] = "access.revoked"


@dataclass(frozen=True, kw_only=True)
class AccessEnds(_OfAccess):
    """A grant has an end; what answers this is due then."""

    name: ClassVar[str] = "access.ends"


@dataclass(frozen=True, kw_only=True)
class AccessEnded(_OfAccess):
    """Its time was over."""

    name: ClassVar[str] = "access.ended"
