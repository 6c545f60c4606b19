"""What happens to listings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfListing(DomainEvent):
    subject: ClassVar[str] = "listing"
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class ListingDrafted(_OfListing):
    """A listing was begun; only its owner sees it."""

    name: ClassVar[str] = "listing.drafted"


@dataclass(frozen=True, kw_only=True)
class ListingRevised(_OfListing):
    """The content of a listing changed; a published one is matched again."""

    name: ClassVar[str] = "listing.revised"
    revision: int
    published: bool


@dataclass(frozen=True, kw_only=True)
class ListingPublished(_OfListing):
    """A listing went on the market."""

    name: ClassVar[str] = "listing.published"
    revision: int


@dataclass(frozen=True, kw_only=True)
class ListingWithdrawn(_OfListing):
    """A listing left the market."""

    name: ClassVar[str] = "listing.withdrawn"
    note: str


@dataclass(frozen=True, kw_only=True)
class ListingClosed(_OfListing):
    """A listing left the market because it was solved, or is no longer wanted."""

    name: ClassVar[str] = "listing.closed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ListingSubmitted(_OfListing):
    """A researcher asks the office to publish it."""

    name: ClassVar[str] = "listing.submitted"


@dataclass(frozen=True, kw_only=True)
class ListingRecalled(_OfListing):
    """Its author took it back from the office."""

    name: ClassVar[str] = "listing.recalled"


@dataclass(frozen=True, kw_only=True)
class ListingReturned(_OfListing):
    """The office does not publish it as it stands, and says why."""

    name: ClassVar[str] = "listing.returned"
    note: str


@dataclass(frozen=True, kw_only=True)
class ListingApproved(_OfListing):
    """The office published what a researcher had submitted."""

    name: ClassVar[str] = "listing.approved"


@dataclass(frozen=True, kw_only=True)
class ListingContracted(_OfListing):
    """A contract over a need is recorded: it is wanted no more."""

    name: ClassVar[str] = "listing.contracted"


@dataclass(frozen=True, kw_only=True)
class ListingTransferred(_OfListing):
    """What was listed is in use at a partner found here."""

    name: ClassVar[str] = "listing.transferred"


@dataclass(frozen=True, kw_only=True)
class ListingReopened(_OfListing):
    """No contract over a need stands any more: it is wanted again."""

    name: ClassVar[str] = "listing.reopened"


@dataclass(frozen=True, kw_only=True)
class ListingDeleted(_OfListing):
    """A draft was deleted; it was never on the market."""

    name: ClassVar[str] = "listing.deleted"


@dataclass(frozen=True, kw_only=True)
class ListingAudienceChanged(_OfListing):
    """Who may read a listing changed, or the broker did."""

    name: ClassVar[str] = "listing.audience_changed"


@dataclass(frozen=True, kw_only=True)
class ListingBrokerNamed(_OfListing):
    """The owner asked a broker to accompany a listing."""

    name: ClassVar[str] = "listing.broker_named"
    broker_id: int


@dataclass(frozen=True, kw_only=True)
class ListingsPublished(DomainEvent):
    """A batch of an import went on the market; ``organisation_id`` is the owner."""

    name: ClassVar[str] = "listings.published"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    listing_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ListingsImported(DomainEvent):
    """An import ended; one summary goes to the owner."""

    name: ClassVar[str] = "listings.imported"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    kind: str
    imported: int
    unchanged: int
    refused: int
