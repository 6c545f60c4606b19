"""What happens to mandates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfMandate(DomainEvent):
    subject: ClassVar[str] = "mandate"
    mandate_id: int


@dataclass(frozen=True, kw_only=True)
class MandateGranted(_OfMandate):
    """A client lets a broker act for it."""

    name: ClassVar[str] = "mandate.granted"


@dataclass(frozen=True, kw_only=True)
class MandateRevoked(_OfMandate):
    """The client took it back."""

    name: ClassVar[str] = "mandate.revoked"


@dataclass(frozen=True, kw_only=True)
class MandateLaidDown(_OfMandate):
    """The broker acts by it no more."""

    name: ClassVar[str] = "mandate.laid_down"


@dataclass(frozen=True, kw_only=True)
class MandateExpired(_OfMandate):
    """Its last day has passed."""

    name: ClassVar[str] = "mandate.expired"


@dataclass(frozen=True, kw_only=True)
class MandateUsed(_OfMandate):
    """The broker did something in the client's name; ``act`` is one of models.Use, ``title`` the
    client's listing that it was about."""

    name: ClassVar[str] = "mandate.used"
    act: str
    listing_id: int
    title: str
