"""What becomes of a task: one row for each act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Lifecycle, Transition, Words
from backend.core.models import Fact

from . import rules
from .events import TaskDropped, TaskFinished, TaskReopened
from .models import Task, title_of
from .selectors import task_for

State = Task.State


def task_locked(task_id: int) -> Task:
    """The task, locked; rights are the caller's."""
    return Task.objects.select_for_update().get(pk=task_id)


def facts_of(task: Task, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    return {
        "task_id": task.pk,
        "about": task.subject,
        "about_id": task.subject_id,
        "what": task.what,
        "ends_when": task.ends_when,
    }


def telling(words: Words) -> Callable[[Fact], str]:
    """Words of the trail that end with the task's own."""

    def told(event: Fact) -> str:
        title = title_of(event.payload["what"], event.payload["ends_when"])
        return str(words) % {"what": title}

    return told


TASK: Lifecycle[Task] = Lifecycle(
    name="task",
    model=Task,
    states=State,
    find=lambda actor, pk: task_for(actor, pk)[0],
    lock=task_locked,
    facts=facts_of,
    settled={
        State.OPEN: _("This task is open."),
        State.DONE: _("This task is done already."),
        State.DROPPED: _("This task was dropped already."),
    },
    revised=False,
    transitions=(
        Transition(
            act="finish",
            source=(State.OPEN,),
            target=State.DONE,
            may=rules.may_finish,
            refused=_("Those whose task it is, and who gave it, say that it is done."),
            event=TaskFinished,
            words=_("Mark as done"),
            told=telling(_("Done: %(what)s")),
        ),
        Transition(
            act="reopen",
            source=(State.DONE, State.DROPPED),
            target=State.OPEN,
            may=rules.may_finish,
            refused=_("Those whose task it is, and who gave it, reopen it."),
            event=TaskReopened,
            words=_("Reopen"),
            told=telling(_("Task reopened: %(what)s")),
        ),
        Transition(
            act="drop",
            source=(State.OPEN,),
            target=State.DROPPED,
            may=rules.may_drop,
            refused=_("Only who gave a task drops it."),
            event=TaskDropped,
            words=_("Drop"),
            told=telling(_("Task dropped: %(what)s")),
        ),
        Transition(act="settle", source=(State.OPEN,), target=State.DONE, event=TaskFinished),
    ),
)
