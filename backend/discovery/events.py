"""What the engines did with listings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ListingIndexed(DomainEvent):
    """A listing can be found as it is now; matching may start from the index."""

    name: ClassVar[str] = "listing.indexed"
    subject: ClassVar[str] = "listing"
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class ListingsIndexed(DomainEvent):
    """A batch of an import can be found; it is matched without telling people one by one."""

    name: ClassVar[str] = "listings.indexed"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    listing_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PairJudged(DomainEvent):
    """Staff graded how well an offer answers a need: 0 unrelated to 3 strong."""

    name: ClassVar[str] = "pair.judged"
    subject: ClassVar[str] = "need"
    need_id: int
    offer_id: int
    grade: int


@dataclass(frozen=True, kw_only=True)
class WeightsProposed(DomainEvent):
    """An operator wants these factors of the signals' weights compared by the gate."""

    name: ClassVar[str] = "weights.proposed"
    subject: ClassVar[str] = "release"
    release_id: int
    signals: tuple[str, ...]
    percents: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ReleasePromoted(DomainEvent):
    """Another encoder and ranker are in force; everything is to be ranked by them."""

    name: ClassVar[str] = "release.promoted"
    subject: ClassVar[str] = "release"
    release_id: int
    release: str
    previous: str
