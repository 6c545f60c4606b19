"""What people are told of tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core import dates
from backend.core.digests import DigestSource, digest_source_register
from backend.core.errors import NotFound
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register
from notifications.contracts import Entry

from .models import Task
from .selectors import OwnTask, task_for, tasks_own


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, OwnTask]:
    found = {}
    for pk in ids:
        try:
            found[pk] = OwnTask(*task_for(actor, pk))
        except NotFound:
            continue
    return found


def _assigned(own: OwnTask, payload: Mapping[str, Any]) -> str:
    who = own.task.assigned_by
    return _("%(who)s gave a task: %(what)s") % {"who": who and who.name, "what": own.task.title}


def _finished(own: OwnTask, payload: Mapping[str, Any]) -> str:
    who = own.task.done_by
    return _("%(who)s has done it: %(what)s") % {"who": who and who.name, "what": own.task.title}


def _due(own: OwnTask, payload: Mapping[str, Any]) -> str:
    assert own.task.due_on is not None
    words = {"what": own.task.title, "day": dates.day(own.task.due_on)}
    return _("To be done until %(day)s: %(what)s") % words


SHOWN = 5  # of what stands open, in a digest
TASKS = Topic(name="tasks", words=gettext_lazy("Tasks"))
TASK = About(
    name="task",
    read=_known,
    url=lambda own: f"{own.about.url}#task-{own.task.pk}",
    title=lambda own: str(own.about.title),
    topic=TASKS,
)
ASSIGNED = NoticeKind(
    name="task_assigned",
    label=gettext_lazy("A task is given to me"),
    about=TASK,
    importance=Importance.TURN,
    sentence=_assigned,
    tone="wait",
)
FINISHED = NoticeKind(
    name="task_finished",
    label=gettext_lazy("A task that I gave is done"),
    about=TASK,
    importance=Importance.RESULT,
    sentence=_finished,
    tone="ok",
)
DUE = NoticeKind(
    name="task_due",
    label=gettext_lazy("A task is due"),
    about=TASK,
    importance=Importance.TURN,
    sentence=_due,
    tone="wait",
)

notices_register(ASSIGNED, FINISHED, DUE)


def _open(actor: Actor) -> list[Entry]:
    """Tasks of the actor and of the organisation acted for; the overdue weigh most."""
    return [
        Entry(
            sentence=own.task.title,
            detail=str(own.about.title) + _until(own.task),
            url=TASK.url(own),
            weight=0.8 if own.task.overdue else 0.5,
        )
        for own in tasks_own(actor, limit=SHOWN)
    ]


def _until(task: Task) -> str:
    return _(" (until %(day)s)") % {"day": dates.day(task.due_on)} if task.due_on else ""


digest_source_register(DigestSource(name="tasks", read=_open))
