"""Writes of tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.dates import validate_near
from backend.core.errors import NotPermitted
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.core.subjects import Subject, subject_for

from . import rules
from .conditions import condition
from .events import TaskAssigned
from .lifecycle import TASK, facts_of
from .models import MAX_WHAT, Task
from .selectors import organisations_for, people_for, tasks_about


def task_assign(
    *,
    actor: Actor,
    subject: str,
    subject_id: int,
    what: str,
    person_id: int | None = None,
    organisation_id: int | None = None,
    due_on: date | None = None,
) -> Task:
    """Give somebody who takes part something to do: a person or an organisation.

    Raises NotFound, NotPermitted, ValidationError for ``what``, ``who`` or ``due_on``.
    """
    about = subject_for(actor, subject, subject_id)
    assigning_check(actor, about)
    what = " ".join(what.replace("\x00", "").split())
    _check(what, due_on)
    _check_who(about, person_id, organisation_id)
    with transaction.atomic():
        task = Task.objects.create(
            subject=subject,
            subject_id=subject_id,
            what=what,
            person_id=person_id,
            organisation_id=organisation_id,
            due_on=due_on,
            assigned_by_id=actor.person,
        )
        publish(TaskAssigned(**facts_of(task)), actor_id=actor.user_id)
    return task


def assigning_check(actor: Actor, about: Subject) -> None:
    """Raise NotPermitted where the actor may not give tasks about it."""
    if actor.user_id is None or not rules.may_assign(about):
        raise NotPermitted(_("Only those who take part give tasks here."))


def task_require(
    *,
    code: str,
    subject: str,
    subject_id: int,
    ends_when: str,
    person_id: int | None = None,
    organisation_id: int | None = None,
    due_on: date | None = None,
) -> Task:
    """Set the product's own task, once for each code, subject and assignee; repeatable.

    Its words are those of the condition that ends it; where that is met already it is done at once.
    Raises KeyError for an unknown condition.
    """
    who: dict[str, Any] = {"person_id": person_id, "organisation_id": organisation_id}
    with transaction.atomic():
        task, created = Task.objects.get_or_create(
            code=code,
            subject=subject,
            subject_id=subject_id,
            **who,
            defaults={"due_on": due_on, "ends_when": ends_when},
        )
        if not created:
            return task
        if condition(ends_when).met(subject_id):
            _settle(task)
        else:
            publish(TaskAssigned(**facts_of(task)), actor_id=None)
    return task


def tasks_settle(*, subject: str, subject_id: int) -> int:
    """End the tasks about a subject whose condition is met by now; returns how many."""
    with transaction.atomic():
        waiting = tasks_about(subject, [subject_id]).filter(state=Task.State.OPEN)
        ended = 0
        for task in waiting.select_for_update().exclude(ends_when="").order_by("pk"):
            if condition(task.ends_when).met(subject_id):
                _settle(task)
                ended += 1
    return ended


def task_end(*, code: str, subject: str, subject_id: int, organisation_id: int) -> int:
    """End the product's own task of an organisation that has done its part; returns how many.

    Safe to repeat.
    """
    with transaction.atomic():
        waiting = tasks_about(subject, [subject_id]).filter(
            code=code, organisation_id=organisation_id, state=Task.State.OPEN
        )
        found = list(waiting.select_for_update())
        for task in found:
            _settle(task)
    return len(found)


def task_finish(*, actor: Actor, task_id: int, expected_revision: int | None = None) -> Task:
    """Say that it is done. Raises NotFound, NotPermitted, WrongState."""
    with moving(TASK, "finish", task_id, actor=actor, expected_revision=expected_revision) as task:
        task.done_at = timezone.now()
        task.done_by_id = actor.person
    return task


def task_reopen(*, actor: Actor, task_id: int, expected_revision: int | None = None) -> Task:
    """Say that it was not done after all. Raises NotFound, NotPermitted, WrongState."""
    with moving(TASK, "reopen", task_id, actor=actor, expected_revision=expected_revision) as task:
        task.done_at = task.done_by = None
    return task


def task_drop(*, actor: Actor, task_id: int, expected_revision: int | None = None) -> Task:
    """Relieve everybody of it. Raises NotFound, NotPermitted, WrongState."""
    with moving(TASK, "drop", task_id, actor=actor, expected_revision=expected_revision) as task:
        return task


SERVICES: dict[str, Callable[..., Task]] = {
    "finish": task_finish,
    "reopen": task_reopen,
    "drop": task_drop,
}


def _settle(task: Task) -> None:
    """Its condition is met: it is done, by nobody."""
    task.done_at = timezone.now()
    advance(TASK, "settle", task, actor_id=None)


def _check(what: str, due_on: date | None) -> None:
    if not what:
        raise ValidationError({"what": [_("Say what is to be done.")]})
    if len(what) > MAX_WHAT:
        raise ValidationError({"what": [_("At most %(n)s characters.") % {"n": MAX_WHAT}]})
    if due_on is not None and due_on < timezone.localdate():
        raise ValidationError({"due_on": [_("This day lies in the past; give a later one.")]})
    if due_on is not None:
        try:
            validate_near(due_on)
        except ValidationError as refused:
            raise ValidationError({"due_on": refused.messages}) from refused


def _check_who(about: Subject, person_id: int | None, organisation_id: int | None) -> None:
    if (person_id is None) == (organisation_id is None):
        raise ValidationError({"who": [_("Choose one person or one organisation.")]})
    people = set(people_for(about).values_list("pk", flat=True))
    organisations = set(organisations_for(about).values_list("pk", flat=True))
    if person_id not in people and organisation_id not in organisations:
        raise ValidationError({"who": [_("Choose among those who take part.")]})
