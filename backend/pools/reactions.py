"""Who is told of common problems and projects."""

from __future__ import annotations

from collections.abc import Iterable

from backend.accounts.selectors import actors_of
from backend.catalog.models import Listing
from backend.catalog.selectors import people_of_listing
from backend.core.notices import NoticeKind, notice_send
from backend.panel.events import SittingClosed
from backend.tasks.services import tasks_settle

from . import services
from .events import (
    ProblemMade,
    ProblemNeedAgreed,
    ProblemNeedDeclined,
    ProblemPublished,
    ProjectMade,
)
from .models import Problem, ProblemNeed, Project, ProjectNeed
from .notices import ANSWERED, ASKED, PUBLISHED, TAKEN


def problem_made_notify(event: ProblemMade, event_id: int) -> None:
    """Each firm is asked for its own need."""
    needs = Listing.objects.filter(problems__problem=event.problem_id)
    _tell(ASKED, _people(needs), event.problem_id, event_id)


def problem_answered_notify(event: ProblemNeedAgreed | ProblemNeedDeclined, event_id: int) -> None:
    """The officer who made it."""
    made_by = Problem.objects.values_list("made_by_id", flat=True).get(pk=event.problem_id)
    agreed = isinstance(event, ProblemNeedAgreed)
    _tell(ANSWERED, {made_by}, event.problem_id, event_id, agreed=agreed)


def problem_published_notify(event: ProblemPublished, event_id: int) -> None:
    """The firms that agreed."""
    needs = Listing.objects.filter(
        problems__problem=event.problem_id, problems__state=ProblemNeed.State.AGREED
    )
    _tell(PUBLISHED, _people(needs), event.problem_id, event_id)


def project_made_notify(event: ProjectMade, event_id: int) -> None:
    """The people of its needs."""
    needs = Listing.objects.filter(projects__project=event.pool_project_id)
    made_by = Project.objects.values_list("made_by_id", flat=True).get(pk=event.pool_project_id)
    _tell(TAKEN, _people(needs) - {made_by}, event.pool_project_id, event_id)


def _people(needs: Iterable[Listing]) -> set[int]:
    return {pk for need in needs for pk in people_of_listing(need)}


def _tell(kind: NoticeKind, people: set[int], about: int, event_id: int, **payload: object) -> None:
    notice_send(
        kind, readers=actors_of(people), about=about, payload=payload, key=f"event:{event_id}"
    )


def sitting_carry_out(event: SittingClosed, event_id: int) -> None:
    """What a panel merged becomes a common problem, what it meant for projects comes into the pool."""
    services.sitting_carry_out(sitting_id=event.sitting_id)


def panel_tasks_settle(event: ProblemMade | ProjectMade, event_id: int) -> None:
    """Whoever had to merge a need or take it into the pool by hand has done so."""
    needs = (
        ProblemNeed.objects.filter(problem=event.problem_id)
        if isinstance(event, ProblemMade)
        else ProjectNeed.objects.filter(project=event.pool_project_id)
    )
    for need_id in needs.values_list("need_id", flat=True):
        tasks_settle(subject="listing", subject_id=need_id)
