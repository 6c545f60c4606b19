"""What others do for a need, and what its owner takes up of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfRefinement(DomainEvent):
    subject: ClassVar[str] = "refinement"
    refinement_id: int


@dataclass(frozen=True, kw_only=True)
class RefinementAsked(_OfRefinement):
    """A broker or an office asks the owner of a need to have it refined."""

    name: ClassVar[str] = "refinement.asked"


@dataclass(frozen=True, kw_only=True)
class RefinementOpened(_OfRefinement):
    """The owner opened his need to those who help to refine it."""

    name: ClassVar[str] = "refinement.opened"


@dataclass(frozen=True, kw_only=True)
class RefinementDeclined(_OfRefinement):
    """The owner does not want help with it."""

    name: ClassVar[str] = "refinement.declined"


@dataclass(frozen=True, kw_only=True)
class RefinementClosed(_OfRefinement):
    """The owner has what he wanted; helpers read no more than others do."""

    name: ClassVar[str] = "refinement.closed"


@dataclass(frozen=True, kw_only=True)
class HelperAdded(_OfRefinement):
    """Somebody more helps to refine a need."""

    name: ClassVar[str] = "refinement.helper_added"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class _OfProposal(DomainEvent):
    subject: ClassVar[str] = "need_proposal"
    need_proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalMade(_OfProposal):
    """Somebody remarks on a field of a need, or proposes other words for it."""

    name: ClassVar[str] = "need_proposal.made"


@dataclass(frozen=True, kw_only=True)
class ProposalAccepted(_OfProposal):
    """The owner took it up."""

    name: ClassVar[str] = "need_proposal.accepted"


@dataclass(frozen=True, kw_only=True)
class ProposalDeclined(_OfProposal):
    """The owner leaves the field as it is."""

    name: ClassVar[str] = "need_proposal.declined"


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(_OfProposal):
    """Who made it takes it back."""

    name: ClassVar[str] = "need_proposal.withdrawn"


@dataclass(frozen=True, kw_only=True)
class HelpNoted(DomainEvent):
    """Something was done for a need, by whom and when."""

    name: ClassVar[str] = "listing.helped"
    subject: ClassVar[str] = "listing"
    listing_id: int
    help_id: int


@dataclass(frozen=True, kw_only=True)
class HelpStruck(DomainEvent):
    """What was noted by mistake was struck out."""

    name: ClassVar[str] = "listing.help_struck"
    subject: ClassVar[str] = "listing"
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class NeedRated(DomainEvent):
    """The poster said how content he is with how his need ended."""

    name: ClassVar[str] = "listing.rated"
    subject: ClassVar[str] = "listing"
    listing_id: int
    score: int
