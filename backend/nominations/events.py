"""What happens to applications to higher programmes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfRound(DomainEvent):
    subject: ClassVar[str] = "nomination_round"
    nomination_round_id: int


@dataclass(frozen=True, kw_only=True)
class NominationRoundOpened(_OfRound):
    """A bureau passes on the call of a higher programme."""

    name: ClassVar[str] = "nomination_round.opened"


@dataclass(frozen=True, kw_only=True)
class NominationRoundRanked(_OfRound):
    """The bureau put what was applied for into an order."""

    name: ClassVar[str] = "nomination_round.ranked"


@dataclass(frozen=True, kw_only=True)
class NominationRoundSent(_OfRound):
    """The foremost were recommended by letter."""

    name: ClassVar[str] = "nomination_round.sent"


@dataclass(frozen=True, kw_only=True)
class NominationRoundClosed(_OfRound):
    """All results are known."""

    name: ClassVar[str] = "nomination_round.closed"


@dataclass(frozen=True, kw_only=True)
class NominationRoundCancelled(_OfRound):
    """The round fell away."""

    name: ClassVar[str] = "nomination_round.cancelled"


@dataclass(frozen=True, kw_only=True)
class _OfNomination(DomainEvent):
    subject: ClassVar[str] = "nomination"
    nomination_id: int


@dataclass(frozen=True, kw_only=True)
class NominationApplied(_OfNomination):
    """An organisation applied."""

    name: ClassVar[str] = "nomination.applied"


@dataclass(frozen=True, kw_only=True)
class NominationWithdrawn(_OfNomination):
    """It took its application back."""

    name: ClassVar[str] = "nomination.withdrawn"


@dataclass(frozen=True, kw_only=True)
class NominationRecommended(_OfNomination):
    """It is among those that were recommended."""

    name: ClassVar[str] = "nomination.recommended"


@dataclass(frozen=True, kw_only=True)
class NominationPassedOver(_OfNomination):
    """It is not among them."""

    name: ClassVar[str] = "nomination.passed_over"


@dataclass(frozen=True, kw_only=True)
class NominationEstablished(_OfNomination):
    """The higher programme took it in."""

    name: ClassVar[str] = "nomination.established"


@dataclass(frozen=True, kw_only=True)
class NominationRejected(_OfNomination):
    """The higher programme did not."""

    name: ClassVar[str] = "nomination.rejected"
