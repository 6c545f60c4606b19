"""Who is told of tasks. What the product itself sets is told of by what brought it."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send

from .events import TaskAssigned, TaskFinished
from .models import Task
from .notices import ASSIGNED, FINISHED
from .selectors import doers_of


def task_assigned_notify(event: TaskAssigned, event_id: int) -> None:
    """Whose task it is, unless he gave it to himself."""
    task = Task.objects.get(pk=event.task_id)
    if task.assigned_by_id is not None:
        readers = actors_of(doers_of(task) - {task.assigned_by_id})
        notice_send(ASSIGNED, readers=readers, about=task.pk, key=f"event:{event_id}")


def task_finished_notify(event: TaskFinished, event_id: int) -> None:
    """Who gave it, where somebody else did it."""
    task = Task.objects.get(pk=event.task_id)
    if task.done_by_id is not None and task.assigned_by_id is not None:
        readers = actors_of({task.assigned_by_id} - {task.done_by_id})
        notice_send(FINISHED, readers=readers, about=task.pk, key=f"event:{event_id}")
