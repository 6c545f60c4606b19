"""What happens between a need and an offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfPairing(DomainEvent):
    subject: ClassVar[str] = "pairing"
    pairing_id: int
    need_id: int
    offer_id: int


@dataclass(frozen=True, kw_only=True)
class PairingProposed(_OfPairing):
    """The matcher found that the two may fit; ``told`` are the sides that are told at once."""

    name: ClassVar[str] = "pairing.proposed"
    told: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PairingsProposed(DomainEvent):
    """Pairings of an imported batch: counted for a summary, not told one by one."""

    name: ClassVar[str] = "pairings.proposed"
    subject: ClassVar[str] = "listing"
    listing_id: int
    pairing_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PairingOpened(_OfPairing):
    """Somebody of a side looked at it for the first time."""

    name: ClassVar[str] = "pairing.opened"
    side: str


@dataclass(frozen=True, kw_only=True)
class PairingAccepted(_OfPairing):
    """One side accepted."""

    name: ClassVar[str] = "pairing.accepted"
    side: str
    mandate: str = ""  # by which a broker answered for it


@dataclass(frozen=True, kw_only=True)
class PairingDeclined(_OfPairing):
    """One side declined and said why."""

    name: ClassVar[str] = "pairing.declined"
    side: str
    reason: str
    mandate: str = ""


@dataclass(frozen=True, kw_only=True)
class PairingReconsidered(_OfPairing):
    """The side that had declined took it back."""

    name: ClassVar[str] = "pairing.reconsidered"
    side: str


@dataclass(frozen=True, kw_only=True)
class PairingResumed(_OfPairing):
    """After talks that ended, one side would try again; the other is asked."""

    name: ClassVar[str] = "pairing.resumed"
    side: str


@dataclass(frozen=True, kw_only=True)
class PairingReferred(_OfPairing):
    """A broker put it to both sides."""

    name: ClassVar[str] = "pairing.referred"
    referral_id: int
