"""What a writer hands to the services of invitations: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionValues:
    """Who is to talk with whom, about what."""

    buyer_id: int
    seller_id: int
    title: str
    note: str
    need_id: int | None = None
    offer_id: int | None = None
