"""What people are told of common problems and projects."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Problem, Project
from .selectors import problems_readable, projects_listed


def _problems(actor: Actor, ids: Collection[int]) -> Mapping[int, Problem]:
    return problems_readable(actor).in_bulk(ids)


def _projects(actor: Actor, ids: Collection[int]) -> Mapping[int, Project]:
    return projects_listed().in_bulk(ids)


POOLS = Topic(name="pools", words=gettext_lazy("Common problems and projects"))
PROBLEM = About(
    name="problem",
    read=_problems,
    url=lambda problem: reverse("problem", args=[problem.pk]),
    title=lambda problem: problem.title,
    topic=POOLS,
)
PROJECT = About(
    name="pool_project",
    read=_projects,
    url=lambda project: reverse("pool_project", args=[project.pk]),
    title=lambda project: project.title,
    topic=POOLS,
)
ASKED = NoticeKind(
    name="problem_asked",
    label=gettext_lazy("My need is to be part of a common problem"),
    about=PROBLEM,
    importance=Importance.TURN,
    sentence=lambda problem, payload: (
        _("%(who)s would count your need in a common problem") % {"who": named(problem.made_for)}
    ),
    tone="wait",
    mail=gettext_lazy("Read the common question, and agree or leave your need out."),
)
ANSWERED = NoticeKind(
    name="problem_answered",
    label=gettext_lazy("A firm answered on a common problem"),
    about=PROBLEM,
    importance=Importance.NEWS,
    sentence=lambda problem, payload: (
        _("A firm agreed that its need is counted")
        if payload["agreed"]
        else _("A firm leaves its need out")
    ),
)
PUBLISHED = NoticeKind(
    name="problem_published",
    label=gettext_lazy("A common problem with my need is published"),
    about=PROBLEM,
    importance=Importance.NEWS,
    sentence=lambda problem, payload: _("The common problem with your need is published"),
    tone="ok",
)
TAKEN = NoticeKind(
    name="project_made",
    label=gettext_lazy("My need is taken into the project pool"),
    about=PROJECT,
    importance=Importance.RESULT,
    sentence=lambda project, payload: (
        _("%(who)s took your need into the project pool") % {"who": named(project.made_for)}
    ),
    tone="ok",
)

notices_register(ASKED, ANSWERED, PUBLISHED, TAKEN)
