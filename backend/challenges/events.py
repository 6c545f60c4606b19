"""What happens to calls and entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfCall(DomainEvent):
    subject: ClassVar[str] = "call"
    call_id: int


@dataclass(frozen=True, kw_only=True)
class CallDrafted(_OfCall):
    """Somebody began a call."""

    name: ClassVar[str] = "call.drafted"


@dataclass(frozen=True, kw_only=True)
class CallJustified(_OfCall):
    """Experts found that the call is worth posting."""

    name: ClassVar[str] = "call.justified"


@dataclass(frozen=True, kw_only=True)
class CallPosted(_OfCall):
    """It is open for entries."""

    name: ClassVar[str] = "call.posted"


@dataclass(frozen=True, kw_only=True)
class CallChanged(_OfCall):
    """Its conditions changed after it was posted: entries hold no more until they are confirmed."""

    name: ClassVar[str] = "call.changed"
    edition: int


@dataclass(frozen=True, kw_only=True)
class CallClosed(_OfCall):
    """The deadline is over."""

    name: ClassVar[str] = "call.closed"


@dataclass(frozen=True, kw_only=True)
class CallOpened(_OfCall):
    """Two people opened what was handed in."""

    name: ClassVar[str] = "call.opened"


@dataclass(frozen=True, kw_only=True)
class CallPricesOpened(_OfCall):
    """Two people opened the prices, after the entries were scored."""

    name: ClassVar[str] = "call.prices_opened"


@dataclass(frozen=True, kw_only=True)
class CallReviewed(_OfCall):
    """Its review began."""

    name: ClassVar[str] = "call.review_began"


@dataclass(frozen=True, kw_only=True)
class CallPhaseMoved(_OfCall):
    """Its review goes on in the next phase."""

    name: ClassVar[str] = "call.phase_moved"
    phase: int


@dataclass(frozen=True, kw_only=True)
class CallNoticed(_OfCall):
    """Who is to be awarded stands in public notice."""

    name: ClassVar[str] = "call.noticed"


@dataclass(frozen=True, kw_only=True)
class CallReconsidered(_OfCall):
    """The notice was taken back, and the review goes on."""

    name: ClassVar[str] = "call.reconsidered"


@dataclass(frozen=True, kw_only=True)
class CallAwarded(_OfCall):
    """It is decided."""

    name: ClassVar[str] = "call.awarded"


@dataclass(frozen=True, kw_only=True)
class CallCompleted(_OfCall):
    """What it asked for was delivered and accepted."""

    name: ClassVar[str] = "call.completed"


@dataclass(frozen=True, kw_only=True)
class CallFailed(_OfCall):
    """Nobody was awarded."""

    name: ClassVar[str] = "call.failed"


@dataclass(frozen=True, kw_only=True)
class CallCancelled(_OfCall):
    """It was called off."""

    name: ClassVar[str] = "call.cancelled"


@dataclass(frozen=True, kw_only=True)
class CallEnded(_OfCall):
    """Work ended without the result, and nobody is to blame."""

    name: ClassVar[str] = "call.ended"


@dataclass(frozen=True, kw_only=True)
class KeyPartTaken(_OfCall):
    """Somebody holds a part of the key from now on."""

    name: ClassVar[str] = "call.key_part_taken"


@dataclass(frozen=True, kw_only=True)
class ReviewsAssigned(_OfCall):
    """Reviewers have entries to score."""

    name: ClassVar[str] = "call.reviews_assigned"
    reviewer_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewDone(_OfCall):
    """A reviewer scored an entry."""

    name: ClassVar[str] = "call.review_done"
    assignment_id: int


@dataclass(frozen=True, kw_only=True)
class _OfEntry(DomainEvent):
    subject: ClassVar[str] = "entry"
    entry_id: int


@dataclass(frozen=True, kw_only=True)
class EntryHandedIn(_OfEntry):
    """It was handed in, for the first time or anew."""

    name: ClassVar[str] = "entry.handed_in"
    again: bool


@dataclass(frozen=True, kw_only=True)
class EntryConfirmed(_OfEntry):
    """Its owner holds to it under the changed conditions."""

    name: ClassVar[str] = "entry.confirmed"


@dataclass(frozen=True, kw_only=True)
class EntryJoined(_OfEntry):
    """A member of its consortium confirmed its part."""

    name: ClassVar[str] = "entry.joined"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class EntryWithdrawn(_OfEntry):
    """Its owner took it back."""

    name: ClassVar[str] = "entry.withdrawn"


@dataclass(frozen=True, kw_only=True)
class EntryExcluded(_OfEntry):
    """It does not meet the conditions, with the reason."""

    name: ClassVar[str] = "entry.excluded"


@dataclass(frozen=True, kw_only=True)
class EntryAwarded(_OfEntry):
    """It won."""

    name: ClassVar[str] = "entry.awarded"


@dataclass(frozen=True, kw_only=True)
class EntryDeclined(_OfEntry):
    """Others won."""

    name: ClassVar[str] = "entry.declined"


@dataclass(frozen=True, kw_only=True)
class EntryPromoted(_OfEntry):
    """It goes on to the level above."""

    name: ClassVar[str] = "entry.promoted"


@dataclass(frozen=True, kw_only=True)
class EntryCut(_OfEntry):
    """It left at a milestone, while others go on."""

    name: ClassVar[str] = "entry.cut"
