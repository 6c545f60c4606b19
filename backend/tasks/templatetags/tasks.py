"""``{% tasks_of subject %}``: what is to be done about a subject, with the form to give a task."""

from __future__ import annotations

from typing import Any

from django import template

from backend.accounts.actors import Actor
from backend.core.acts import Acts
from backend.core.subjects import Subject
from backend.tasks import rules
from backend.tasks.forms import TaskForm
from backend.tasks.lifecycle import TASK
from backend.tasks.selectors import tasks_of as tasks_about
from backend.tasks.services import SERVICES

register = template.Library()
ACTS = Acts(lifecycle=TASK, services=SERVICES)


def tasks_context(actor: Actor, subject: Subject, form: TaskForm | None = None) -> dict[str, Any]:
    """What ``_tasks.html`` needs."""
    entries = [{"task": task, "acts": ACTS.buttons(task, actor)} for task in tasks_about(subject)]
    assigns = actor.signed_in and rules.may_assign(subject)
    return {
        "actor": actor,
        "subject": subject,
        "entries": entries,
        "form": (form or TaskForm(subject=subject, auto_id="task_%s")) if assigns else None,
    }


@register.inclusion_tag("tasks/_tasks.html", takes_context=True)
def tasks_of(context: template.Context, subject: Subject) -> dict[str, Any]:
    """The section of a subject's tasks; nothing for those who may not read them."""
    return tasks_context(context["actor"], subject) if rules.may_read(subject) else {}
