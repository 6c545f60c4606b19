"""What happens to claims of profiles and to wishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfClaim(DomainEvent):
    subject: ClassVar[str] = "claim"
    claim_id: int


@dataclass(frozen=True, kw_only=True)
class ProfileClaimed(_OfClaim):
    """Somebody says that a profile is theirs."""

    name: ClassVar[str] = "claim.made"


@dataclass(frozen=True, kw_only=True)
class ClaimApproved(_OfClaim):
    """The office handed the profile over."""

    name: ClassVar[str] = "claim.approved"


@dataclass(frozen=True, kw_only=True)
class ClaimDeclined(_OfClaim):
    """The office said no, and why."""

    name: ClassVar[str] = "claim.declined"


@dataclass(frozen=True, kw_only=True)
class _OfWish(DomainEvent):
    subject: ClassVar[str] = "talent_wish"
    talent_wish_id: int


@dataclass(frozen=True, kw_only=True)
class WishMade(_OfWish):
    """A firm wants something on a list."""

    name: ClassVar[str] = "talent_wish.made"


@dataclass(frozen=True, kw_only=True)
class WishTaken(_OfWish):
    """An officer took it."""

    name: ClassVar[str] = "talent_wish.taken"


@dataclass(frozen=True, kw_only=True)
class WishAnswered(_OfWish):
    """An officer answered it."""

    name: ClassVar[str] = "talent_wish.answered"


@dataclass(frozen=True, kw_only=True)
class WishDeclined(_OfWish):
    """An officer cannot serve it, and said why."""

    name: ClassVar[str] = "talent_wish.declined"


@dataclass(frozen=True, kw_only=True)
class WishWithdrawn(_OfWish):
    """The firm took it back."""

    name: ClassVar[str] = "talent_wish.withdrawn"
