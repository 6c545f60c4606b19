"""What happens to flags, common problems and projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfListing(DomainEvent):
    subject: ClassVar[str] = "listing"
    listing_id: int
    flag: str


@dataclass(frozen=True, kw_only=True)
class NeedFlagged(_OfListing):
    """A need is called a key core technology or a choke point."""

    name: ClassVar[str] = "listing.flagged"


@dataclass(frozen=True, kw_only=True)
class NeedUnflagged(_OfListing):
    """The flag was taken off."""

    name: ClassVar[str] = "listing.unflagged"


@dataclass(frozen=True, kw_only=True)
class _OfProblem(DomainEvent):
    subject: ClassVar[str] = "problem"
    problem_id: int


@dataclass(frozen=True, kw_only=True)
class ProblemMade(_OfProblem):
    """An officer put needs of several firms into one question, and asks the firms."""

    name: ClassVar[str] = "problem.made"


@dataclass(frozen=True, kw_only=True)
class ProblemNeedAgreed(_OfProblem):
    """A firm agreed that its need is counted there."""

    name: ClassVar[str] = "problem.need_agreed"
    need_id: int


@dataclass(frozen=True, kw_only=True)
class ProblemNeedDeclined(_OfProblem):
    """A firm would not, and said why."""

    name: ClassVar[str] = "problem.need_declined"
    need_id: int


@dataclass(frozen=True, kw_only=True)
class ProblemPublished(_OfProblem):
    """The common problem is open to everybody."""

    name: ClassVar[str] = "problem.published"


@dataclass(frozen=True, kw_only=True)
class ProblemDissolved(_OfProblem):
    """It is no question any more."""

    name: ClassVar[str] = "problem.dissolved"


@dataclass(frozen=True, kw_only=True)
class _OfProject(DomainEvent):
    subject: ClassVar[str] = "pool_project"
    pool_project_id: int


@dataclass(frozen=True, kw_only=True)
class ProjectMade(_OfProject):
    """Needs became a project of the pool."""

    name: ClassVar[str] = "pool_project.made"


@dataclass(frozen=True, kw_only=True)
class ProjectEstablished(_OfProject):
    """A programme took it in."""

    name: ClassVar[str] = "pool_project.established"


@dataclass(frozen=True, kw_only=True)
class ProjectCompleted(_OfProject):
    """It reached its end."""

    name: ClassVar[str] = "pool_project.completed"


@dataclass(frozen=True, kw_only=True)
class ProjectDropped(_OfProject):
    """It left the pool without an end."""

    name: ClassVar[str] = "pool_project.dropped"
