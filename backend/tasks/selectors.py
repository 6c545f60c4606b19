"""Reads of tasks, within what the reader may know of their subjects."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.models import Membership, Organisation, User
from backend.accounts.selectors import users_active
from backend.core.errors import NotFound
from backend.core.subjects import (
    Subject,
    organisations_of,
    people_of,
    subject_for,
    subject_type,
)

from . import rules
from .models import Task

_MISSING = _("This task does not exist, or you may not see it.")
_RELATED = ("person", "organisation", "assigned_by", "done_by")


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task with what it is about."""

    task: Task
    about: Subject


def tasks_of(subject: Subject) -> QuerySet[Task]:
    """The tasks about a subject: those to be done first, by their day; none for who may not read."""
    if not rules.may_read(subject):
        return Task.objects.none()
    found = tasks_about(subject.name, [subject.pk])
    return found.select_related(*_RELATED).order_by(
        F("done_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"
    )


def tasks_about(name: str, ids: Collection[int]) -> QuerySet[Task]:
    """The tasks about subjects of one kind; rights are the caller's."""
    return Task.objects.filter(subject=name, subject_id__in=ids)


def task_for(actor: Actor, task_id: int) -> tuple[Task, Subject]:
    """A task and what it is about, as the actor may know them. Raises NotFound."""
    found = Task.objects.filter(pk=task_id).select_related(*_RELATED).first()
    if found is None:
        raise NotFound(_MISSING)
    about = subject_for(actor, found.subject, found.subject_id)
    if not rules.may_read(about):
        raise NotFound(_MISSING)
    return found, about


def tasks_own(actor: Actor, *, limit: int = 50) -> list[OwnTask]:
    """What the actor and the organisation acted for are to do, the most urgent first.

    Who cannot bind the organisation is told of its tasks where he takes part in what they are about.
    """
    if actor.user_id is None:
        return []
    whose = Q(person_id=actor.user_id)
    if actor.organisation_id is not None:
        whose |= Q(organisation_id=actor.organisation_id)
    found = Task.objects.filter(whose, state=Task.State.OPEN)
    found = found.select_related(*_RELATED).order_by(F("due_on").asc(nulls_last=True), "pk")
    tasks = list(found[:limit])
    about = {key: _readable(actor, *key) for key in {(t.subject, t.subject_id) for t in tasks}}
    return [
        OwnTask(task, subject)
        for task in tasks
        if (subject := about[task.subject, task.subject_id]) is not None
        and _concerns(actor, task, subject)
    ]


def _concerns(actor: Actor, task: Task, subject: Subject) -> bool:
    if task.person_id == actor.user_id or not actor.acting.isdisjoint(BINDING):
        return True
    return actor.user_id in people_of(subject)


def _readable(actor: Actor, name: str, pk: int) -> Subject | None:
    try:
        found = subject_for(actor, name, pk)
    except NotFound:
        return None
    return found if rules.may_read(found) else None


def doers_of(task: Task) -> set[int]:
    """The ids of the people who are to do it: of an organisation those who take part in the subject, or
    all its members where nobody does."""
    if task.person_id is not None:
        return {task.person_id}
    members = Membership.objects.filter(organisation=task.organisation, active=True)
    ids = set(members.values_list("user_id", flat=True))
    return ids & set(subject_type(task.subject).people(task.subject_id)) or ids


def tasks_due(day: date) -> QuerySet[Task]:
    """What is still to be done and due on a day, regardless of readers."""
    return Task.objects.filter(due_on=day, state=Task.State.OPEN)


def people_for(subject: Subject) -> QuerySet[User]:
    """The people to whom a task about the subject may be given."""
    return users_active(people_of(subject))


def organisations_for(subject: Subject) -> QuerySet[Organisation]:
    """The organisations to which a task about the subject may be given."""
    return Organisation.objects.filter(pk__in=organisations_of(subject)).order_by("name", "pk")
