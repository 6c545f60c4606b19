"""What happens to the terms of a deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfOffer(DomainEvent):
    subject: ClassVar[str] = "offer"
    offer_id: int
    deal_id: int
    round: int
    by: str


@dataclass(frozen=True, kw_only=True)
class OfferMade(_OfOffer):
    """One side put its terms on the table, or answered the other's by its own."""

    name: ClassVar[str] = "offer.made"


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(_OfOffer):
    """The other side accepted the terms as a whole."""

    name: ClassVar[str] = "offer.accepted"


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(_OfOffer):
    """The other side declined the terms and said why; the talks go on."""

    name: ClassVar[str] = "offer.declined"


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(_OfOffer):
    """Its own side took the terms back before they were answered."""

    name: ClassVar[str] = "offer.withdrawn"


@dataclass(frozen=True, kw_only=True)
class OfferExpired(_OfOffer):
    """Nobody answered in time."""

    name: ClassVar[str] = "offer.expired"
