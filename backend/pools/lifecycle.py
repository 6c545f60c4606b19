"""What becomes of common problems, of the firms asked, and of projects: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import rules
from .events import (
    ProblemDissolved,
    ProblemNeedAgreed,
    ProblemNeedDeclined,
    ProblemPublished,
    ProjectCompleted,
    ProjectDropped,
    ProjectEstablished,
)
from .models import Problem, ProblemNeed, Project
from .selectors import problem_readable, project_listed

FEWEST = 2  # firms that ask a common problem


def _problem_locked(problem_id: int) -> Problem:
    return Problem.objects.select_for_update().get(pk=problem_id)


def _too_few(problem: Problem) -> Words | None:
    agreed = problem.needs.filter(state=ProblemNeed.State.AGREED)
    if agreed.values("need__owner").distinct().count() >= FEWEST:
        return None
    return _("A common problem is published once two firms agreed.")


PROBLEM: Lifecycle[Problem] = Lifecycle(
    name="problem",
    model=Problem,
    states=Problem.State,
    find=problem_readable,
    lock=_problem_locked,
    facts=lambda problem, actor: {"problem_id": problem.pk},
    changed_by=lambda problem: str(problem.made_by),
    settled={Problem.State.DISSOLVED: _("This common problem was dissolved.")},
    transitions=(
        Transition(
            act="publish",
            source=(Problem.State.ASKING,),
            target=Problem.State.PUBLISHED,
            may=rules.may_lead_problem,
            refused=rules.NOT_OFFICER,
            blocked=_too_few,
            event=ProblemPublished,
            words=_("Publish the common problem"),
            done=_("Published, with the firms that agreed."),
            told=_("Published"),
            look="main",
        ),
        Transition(
            act="dissolve",
            source=(Problem.State.ASKING, Problem.State.PUBLISHED),
            target=Problem.State.DISSOLVED,
            may=rules.may_lead_problem,
            refused=rules.NOT_OFFICER,
            ask=Ask(note_required=True, note_label=_("Why?"), note_column="dissolve_note"),
            event=ProblemDissolved,
            words=_("Dissolve"),
            done=_("Dissolved. The needs stand for themselves again."),
            told=_("Dissolved"),
            look="danger",
        ),
    ),
)


def _asked(actor: Actor, asked_id: int) -> ProblemNeed:
    found = ProblemNeed.objects.select_related("need__owner", "problem").filter(pk=asked_id).first()
    if found is None:
        raise NotFound(_("This common problem does not exist, or you may not see it."))
    problem_readable(actor, found.problem_id)
    return found


def _asked_locked(asked_id: int) -> ProblemNeed:
    rows = ProblemNeed.objects.select_for_update(of=("self",))
    return rows.select_related("need__owner", "problem").get(pk=asked_id)


def _over(asked: ProblemNeed) -> Words | None:
    if asked.problem.state == Problem.State.DISSOLVED:
        return _("This common problem was dissolved.")
    return None


def _asked_facts(asked: ProblemNeed, actor: Actor | None) -> dict[str, Any]:
    return {"problem_id": asked.problem_id, "need_id": asked.need_id}


ASKED: Lifecycle[ProblemNeed] = Lifecycle(
    name="problem_need",
    model=ProblemNeed,
    states=ProblemNeed.State,
    find=_asked,
    lock=_asked_locked,
    facts=_asked_facts,
    revised=False,
    settled={
        ProblemNeed.State.AGREED: _("Your firm agreed already."),
        ProblemNeed.State.DECLINED: _("Your firm declined already."),
    },
    transitions=(
        Transition(
            act="agree",
            source=(ProblemNeed.State.ASKED, ProblemNeed.State.DECLINED),
            target=ProblemNeed.State.AGREED,
            may=rules.may_answer,
            refused=rules.NOT_FIRM,
            blocked=_over,
            event=ProblemNeedAgreed,
            words=_("Count our need"),
            told=_("A firm agreed"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(ProblemNeed.State.ASKED, ProblemNeed.State.AGREED),
            target=ProblemNeed.State.DECLINED,
            may=rules.may_answer,
            refused=rules.NOT_FIRM,
            ask=Ask(note=True, note_label=_("Why not?"), note_column="decline_note"),
            event=ProblemNeedDeclined,
            words=_("Leave it out"),
            told=_("A firm declined"),
        ),
    ),
)


def _project_locked(project_id: int) -> Project:
    return Project.objects.select_for_update(of=("self",)).get(pk=project_id)


PROJECT: Lifecycle[Project] = Lifecycle(
    name="pool_project",
    model=Project,
    states=Project.State,
    find=project_listed,
    lock=_project_locked,
    facts=lambda project, actor: {"pool_project_id": project.pk},
    changed_by=lambda project: str(project.made_by),
    settled={
        Project.State.COMPLETED: _("This project is completed."),
        Project.State.DROPPED: _("This project was dropped."),
    },
    transitions=(
        Transition(
            act="establish",
            source=(Project.State.POOLED,),
            target=Project.State.ESTABLISHED,
            may=rules.may_lead_project,
            refused=rules.NOT_OFFICER,
            ask=Ask(
                note_required=True,
                note_label=_("Programme and project number"),
                note_column="established_as",
                missing=_("Name the programme, and the number that it gave."),
            ),
            event=ProjectEstablished,
            words=_("Established"),
            invitation=_("A programme took it in"),
            submit=_("Put on record"),
            told=_("Established by a programme"),
            look="main",
        ),
        Transition(
            act="complete",
            source=(Project.State.ESTABLISHED,),
            target=Project.State.COMPLETED,
            may=rules.may_lead_project,
            refused=rules.NOT_OFFICER,
            ask=Ask(
                note_required=True,
                note_label=_("What was reached?"),
                note_column="result_note",
                missing=_("Say in a few words what was reached."),
            ),
            event=ProjectCompleted,
            words=_("Completed"),
            invitation=_("It is completed"),
            submit=_("Put on record"),
            told=_("Completed"),
            look="main",
        ),
        Transition(
            act="drop",
            source=(Project.State.POOLED, Project.State.ESTABLISHED),
            target=Project.State.DROPPED,
            may=rules.may_lead_project,
            refused=rules.NOT_OFFICER,
            ask=Ask(note_required=True, note_label=_("Why?"), note_column="result_note"),
            event=ProjectDropped,
            words=_("Drop the project"),
            done=_("Dropped. Its needs are open again."),
            told=_("Dropped"),
            look="danger",
        ),
    ),
)
