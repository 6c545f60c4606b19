"""What officers write of problems and projects: typed, unchecked."""

from __future__ import annotations

from dataclasses import dataclass

# What ends the task of doing by hand what a panel decided.
IN_PROBLEM = "need_in_problem"
IN_PROJECT = "need_in_project"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemValues:
    """A common problem of the needs with these ids."""

    title: str
    text: str
    chain: str
    need_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectValues:
    """A project of the needs with these ids, or of a common problem's."""

    title: str
    level: str
    text: str = ""
    programme: str = ""
    chain: str = ""
    need_ids: tuple[int, ...] = ()
    problem_id: int | None = None
