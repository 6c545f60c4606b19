"""The project pool: needs, or a common problem, become a project in one act."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.pools import rules
from backend.pools.events import ProjectMade
from backend.pools.lifecycle import PROJECT
from backend.pools.models import Problem, ProblemNeed, Project, ProjectNeed
from backend.pools.values import ProjectValues

from .problems import needs_chosen

_OPEN = (Project.State.POOLED, Project.State.ESTABLISHED)


def project_make(*, actor: Actor, values: ProjectValues) -> Project:
    """Take needs, or a common problem with those that agreed, into the project pool.

    Raises NotPermitted, ValidationError by field, WrongState where a need is in an open project.
    """
    if not rules.may_pool(actor):
        raise NotPermitted(rules.NOT_OFFICER)
    with transaction.atomic():
        unit = Organisation.objects.select_for_update().get(pk=actor.organisation_id or 0)
        problem = _problem(values.problem_id, unit)
        ids = list(values.need_ids)
        if problem is not None:
            agreed = problem.needs.filter(state=ProblemNeed.State.AGREED)
            ids += [pk for pk in agreed.values_list("need_id", flat=True) if pk not in ids]
        needs = needs_chosen(actor, ids, "needs")
        if not needs:
            raise ValidationError({"needs": _("Choose the need that the project is made of.")})
        held = ProjectNeed.objects.filter(need__in=ids, project__state__in=_OPEN)
        if (taken := held.select_related("project").first()) is not None:
            words = _("A need is in the project %(number)s already.")
            raise WrongState(words % {"number": taken.project.number})
        project = Project(
            title=" ".join(values.title.replace("\x00", "").split()),
            text=values.text.replace("\x00", "").strip(),
            level=values.level,
            programme=" ".join(values.programme.replace("\x00", "").split()),
            chain=values.chain,
            region=unit.region,
            problem=problem,
            made_by_id=actor.person,
            made_for=unit,
        )
        project.clean_fields(exclude=["number"])
        project.number = number_take("project")
        project.save()
        ProjectNeed.objects.bulk_create(ProjectNeed(project=project, need=need) for need in needs)
        publish(ProjectMade(pool_project_id=project.pk), actor_id=actor.user_id)
    return project


def _problem(pk: int | None, unit: Organisation) -> Problem | None:
    if pk is None:
        return None
    own = Problem.objects.filter(pk=pk, made_for=unit, state=Problem.State.PUBLISHED)
    problem = own.select_for_update(of=("self",)).first()
    if problem is None:
        raise ValidationError({"problem": _("Choose a published common problem of your unit.")})
    return problem


def project_establish(
    *, actor: Actor, pool_project_id: int, expected_revision: int | None = None, note: str
) -> Project:
    """Put on record that a programme took it in. Raises as ``moving``."""
    return _moved("establish", actor, pool_project_id, expected_revision, note)


def project_complete(
    *, actor: Actor, pool_project_id: int, expected_revision: int | None = None, note: str
) -> Project:
    """Put on record what was reached. Raises as ``moving``."""
    return _moved("complete", actor, pool_project_id, expected_revision, note)


def project_drop(
    *, actor: Actor, pool_project_id: int, expected_revision: int | None = None, note: str
) -> Project:
    """Take it out of the pool, and say why. Raises as ``moving``."""
    return _moved("drop", actor, pool_project_id, expected_revision, note)


def _moved(act: str, actor: Actor, pk: int, revision: int | None, note: str) -> Project:
    with moving(PROJECT, act, pk, actor=actor, expected_revision=revision, note=note) as project:
        return project


PROJECT_SERVICES: dict[str, Callable[..., Project]] = {
    "establish": project_establish,
    "complete": project_complete,
    "drop": project_drop,
}
