"""What happens to requests to join and to mail domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfRequest(DomainEvent):
    subject: ClassVar[str] = "join_request"
    join_request_id: int


@dataclass(frozen=True, kw_only=True)
class JoinAsked(_OfRequest):
    """Somebody asked to become a member."""

    name: ClassVar[str] = "join.asked"


@dataclass(frozen=True, kw_only=True)
class JoinAdmitted(_OfRequest):
    """The domain of a proved address decided that somebody belongs to the organisation."""

    name: ClassVar[str] = "join.admitted"


@dataclass(frozen=True, kw_only=True)
class JoinAccepted(_OfRequest):
    """Who answers for the organisation took somebody in."""

    name: ClassVar[str] = "join.accepted"


@dataclass(frozen=True, kw_only=True)
class JoinDeclined(_OfRequest):
    """Who answers for the organisation did not, and said why."""

    name: ClassVar[str] = "join.declined"


@dataclass(frozen=True, kw_only=True)
class JoinWithdrawn(_OfRequest):
    """Who asked took it back."""

    name: ClassVar[str] = "join.withdrawn"


@dataclass(frozen=True, kw_only=True)
class _OfDomain(DomainEvent):
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    domain: str


@dataclass(frozen=True, kw_only=True)
class DomainClaimed(_OfDomain):
    """An organisation says that a mail domain is its own; an operator should look."""

    name: ClassVar[str] = "mail_domain.claimed"


@dataclass(frozen=True, kw_only=True)
class DomainConfirmed(_OfDomain):
    """An operator found that it is."""

    name: ClassVar[str] = "mail_domain.confirmed"


@dataclass(frozen=True, kw_only=True)
class DomainRemoved(_OfDomain):
    """The organisation gave it up, or an operator found that it is not its own."""

    name: ClassVar[str] = "mail_domain.removed"


@dataclass(frozen=True, kw_only=True)
class _OfApplication(DomainEvent):
    subject: ClassVar[str] = "application"
    application_id: int


@dataclass(frozen=True, kw_only=True)
class ApplicationMade(_OfApplication):
    """Somebody asked the platform to verify an organisation."""

    name: ClassVar[str] = "application.made"


@dataclass(frozen=True, kw_only=True)
class ApplicationAccepted(_OfApplication):
    """An operator found the evidence good."""

    name: ClassVar[str] = "application.accepted"


@dataclass(frozen=True, kw_only=True)
class ApplicationRejected(_OfApplication):
    """An operator did not, and said why."""

    name: ClassVar[str] = "application.rejected"


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(_OfApplication):
    """Who applied took it back."""

    name: ClassVar[str] = "application.withdrawn"


@dataclass(frozen=True, kw_only=True)
class OrganisationSuspended(DomainEvent):
    """The platform stopped an organisation: its members read alone, its listings are hidden."""

    name: ClassVar[str] = "organisation.suspended"
    subject: ClassVar[str] = "organisation"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class OrganisationReinstated(DomainEvent):
    """The platform lifted a suspension."""

    name: ClassVar[str] = "organisation.reinstated"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
