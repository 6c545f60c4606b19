"""What happens to invitations to talks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfIntroduction(DomainEvent):
    subject: ClassVar[str] = "introduction"
    introduction_id: int


@dataclass(frozen=True, kw_only=True)
class IntroductionMade(_OfIntroduction):
    """An organisation invited another to talk, or a broker two of them."""

    name: ClassVar[str] = "introduction.made"


@dataclass(frozen=True, kw_only=True)
class IntroductionAgreed(_OfIntroduction):
    """One side would talk."""

    name: ClassVar[str] = "introduction.agreed"
    side: str
    mandate: str = ""  # by which a broker answered for it


@dataclass(frozen=True, kw_only=True)
class IntroductionDeclined(_OfIntroduction):
    """One side would not, and said why."""

    name: ClassVar[str] = "introduction.declined"
    side: str
    mandate: str = ""


@dataclass(frozen=True, kw_only=True)
class IntroductionWithdrawn(_OfIntroduction):
    """Who had invited took it back."""

    name: ClassVar[str] = "introduction.withdrawn"
