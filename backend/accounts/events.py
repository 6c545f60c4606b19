"""What happens to people and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class OrganisationRegistered(DomainEvent):
    """Somebody set up an organisation; an operator should verify it."""

    name: ClassVar[str] = "organisation.registered"
    subject: ClassVar[str] = "organisation"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class OrganisationVerified(DomainEvent):
    """An operator checked an organisation."""

    name: ClassVar[str] = "organisation.verified"
    subject: ClassVar[str] = "organisation"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class GovernmentUnitSetUp(DomainEvent):
    """An operator set up a unit of the government; it is verified thereby."""

    name: ClassVar[str] = "organisation.government_set_up"
    subject: ClassVar[str] = "organisation"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class RegionDefined(DomainEvent):
    """An operator defined or changed a region below the county."""

    name: ClassVar[str] = "region.defined"
    subject: ClassVar[str] = "region"
    region_id: int


@dataclass(frozen=True, kw_only=True)
class MemberJoined(DomainEvent):
    """Somebody became a member of an organisation."""

    name: ClassVar[str] = "member.joined"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    user_id: int
    duties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberInvited(DomainEvent):
    """An organisation asked the owner of an address to join; the mail is due."""

    name: ClassVar[str] = "member.invited"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(DomainEvent):
    """The organisation took an invitation back."""

    name: ClassVar[str] = "invitation.withdrawn"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(DomainEvent):
    """Whoever was invited does not want to join."""

    name: ClassVar[str] = "invitation.declined"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class MemberDutiesChanged(DomainEvent):
    """A member holds other duties from now on."""

    name: ClassVar[str] = "member.duties_changed"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    user_id: int
    duties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberLeft(DomainEvent):
    """Somebody is no member any more: by their own will, or removed."""

    name: ClassVar[str] = "member.left"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    user_id: int
    removed: bool


@dataclass(frozen=True, kw_only=True)
class ProfileEdited(DomainEvent):
    """Somebody changed what they say of themselves."""

    name: ClassVar[str] = "user.profile_edited"
    subject: ClassVar[str] = "user"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class TokenIssued(DomainEvent):
    """A program may act for a person from now on."""

    name: ClassVar[str] = "api_token.issued"
    subject: ClassVar[str] = "api_token"
    api_token_id: int
    writes: bool


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(DomainEvent):
    """A token opens nothing any more."""

    name: ClassVar[str] = "api_token.revoked"
    subject: ClassVar[str] = "api_token"
    api_token_id: int
