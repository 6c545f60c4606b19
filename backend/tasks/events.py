"""What happens to tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfTask(DomainEvent):
    subject: ClassVar[str] = "task"
    task_id: int
    about: str
    about_id: int
    what: str
    ends_when: str


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(_OfTask):
    """Somebody, or the product itself, gave a person or an organisation something to do."""

    name: ClassVar[str] = "task.assigned"


@dataclass(frozen=True, kw_only=True)
class TaskFinished(_OfTask):
    """It is done: a person said so, or its condition was met."""

    name: ClassVar[str] = "task.finished"


@dataclass(frozen=True, kw_only=True)
class TaskReopened(_OfTask):
    """It was not done after all."""

    name: ClassVar[str] = "task.reopened"


@dataclass(frozen=True, kw_only=True)
class TaskDropped(_OfTask):
    """Nobody has to do it any more."""

    name: ClassVar[str] = "task.dropped"
