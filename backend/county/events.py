"""What happens to rounds of the county index, to figures and to releases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class RoundOpened(DomainEvent):
    """The bureau asked the departments and counties for the figures of a year."""

    subject: ClassVar[str] = "index_round"
    name: ClassVar[str] = "index_round.opened"
    index_round_id: int


@dataclass(frozen=True, kw_only=True)
class _OfTask(DomainEvent):
    subject: ClassVar[str] = "supply_task"
    supply_task_id: int


@dataclass(frozen=True, kw_only=True)
class FiguresDelivered(_OfTask):
    """A supplier handed in its figures."""

    name: ClassVar[str] = "supply_task.delivered"


@dataclass(frozen=True, kw_only=True)
class FiguresAccepted(_OfTask):
    """The bureau checked them."""

    name: ClassVar[str] = "supply_task.accepted"


@dataclass(frozen=True, kw_only=True)
class FiguresReturned(_OfTask):
    """The bureau asks for a correction."""

    name: ClassVar[str] = "supply_task.returned"


@dataclass(frozen=True, kw_only=True)
class _OfObjection(DomainEvent):
    subject: ClassVar[str] = "figure_objection"
    figure_objection_id: int
    supply_task_id: int


@dataclass(frozen=True, kw_only=True)
class ObjectionRaised(_OfObjection):
    """A county says that a figure of its own is wrong."""

    name: ClassVar[str] = "figure_objection.raised"


@dataclass(frozen=True, kw_only=True)
class ObjectionUpheld(_OfObjection):
    """It is right: the supplier corrects the figure."""

    name: ClassVar[str] = "figure_objection.upheld"


@dataclass(frozen=True, kw_only=True)
class ObjectionDismissed(_OfObjection):
    """The figure stands."""

    name: ClassVar[str] = "figure_objection.dismissed"


@dataclass(frozen=True, kw_only=True)
class ObjectionWithdrawn(_OfObjection):
    """The county took it back."""

    name: ClassVar[str] = "figure_objection.withdrawn"


@dataclass(frozen=True, kw_only=True)
class _OfRelease(DomainEvent):
    subject: ClassVar[str] = "index_release"
    index_release_id: int
    index_round_id: int


@dataclass(frozen=True, kw_only=True)
class ReleaseDrafted(_OfRelease):
    """Scores were reckoned from the figures."""

    name: ClassVar[str] = "index_release.drafted"


@dataclass(frozen=True, kw_only=True)
class ReleaseRecomputed(_OfRelease):
    """They were reckoned again, from the figures as they are now."""

    name: ClassVar[str] = "index_release.recomputed"


@dataclass(frozen=True, kw_only=True)
class ReleaseSubmitted(_OfRelease):
    """It waits for a second person's approval."""

    name: ClassVar[str] = "index_release.submitted"


@dataclass(frozen=True, kw_only=True)
class ReleaseReturned(_OfRelease):
    """It went back to the draft with a note."""

    name: ClassVar[str] = "index_release.returned"


@dataclass(frozen=True, kw_only=True)
class ReleaseApproved(_OfRelease):
    """It is published on its day."""

    name: ClassVar[str] = "index_release.approved"


@dataclass(frozen=True, kw_only=True)
class ReleasePublished(_OfRelease):
    """Everybody may read it, and nothing in it changes any more."""

    name: ClassVar[str] = "index_release.published"


@dataclass(frozen=True, kw_only=True)
class ReleaseDiscarded(_OfRelease):
    """A draft was given up."""

    name: ClassVar[str] = "index_release.discarded"


@dataclass(frozen=True, kw_only=True)
class MoneyUsed(DomainEvent):
    """A county said what it did with its incentive."""

    subject: ClassVar[str] = "index_release"
    name: ClassVar[str] = "index_release.money_used"
    index_release_id: int
    money_use_id: int
