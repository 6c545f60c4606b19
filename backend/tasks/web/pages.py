"""Tasks on pages: those about a subject, one's own, and their buttons."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.core.acts import Answered
from backend.core.errors import NotFound, Refusal
from backend.core.subjects import Subject, subject_for
from backend.tasks import rules, services
from backend.tasks.forms import TaskForm
from backend.tasks.models import Task
from backend.tasks.selectors import task_for, tasks_own
from backend.tasks.templatetags.tasks import ACTS, tasks_context


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What the reader and the organisation acted for are to do."""
    actor = actor_in(request)
    return render(request, "tasks/own.html", {"rows": tasks_own(actor)})


@login_required
@require_http_methods(["GET", "POST"])
def tasks(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """The tasks about a subject on a page of their own; a POST gives one."""
    actor = actor_in(request)
    about = subject_for(actor, subject, subject_id)
    if not rules.may_read(about):
        raise NotFound(_("There are no tasks here, or you may not see them."))
    if request.method != "POST":
        return _page(request, about)
    services.assigning_check(actor, about)
    form = TaskForm(request.POST, subject=about, auto_id="task_%s")
    if not form.is_valid():
        return _page(request, about, form, status=422)
    try:
        services.task_assign(actor=actor, subject=subject, subject_id=subject_id, **form.values())
    except ValidationError as refused:
        for name, told in refused.message_dict.items():
            form.add_error(name, told)
        return _page(request, about, form, status=422)
    return _done(request, about)


@login_required
@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Where a task stands: on the page of what it is about."""
    found, about = task_for(actor_in(request), task_id)
    return redirect(f"{about.url}#task-{found.pk}")


@login_required
@require_http_methods(["GET", "POST"])
def task_act(request: HttpRequest, task_id: int, act: str) -> HttpResponse:
    """Finish, reopen or drop a task."""
    return ACTS.answer(request, task_id, act, page=_refused, onward=_moved)


def _refused(request: HttpRequest, task_id: int, answered: Answered) -> HttpResponse:
    """Somebody did something to it in the meantime: the tasks as they are now, and why not."""
    _task, about = task_for(actor_in(request), task_id)
    return _page(request, about, refusal=answered.refusal, status=answered.status)


def _moved(request: HttpRequest, task: Task) -> HttpResponse:
    _task, about = task_for(actor_in(request), task.pk)
    return _done(request, about)


def _page(
    request: HttpRequest,
    about: Subject,
    form: TaskForm | None = None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    part = bool(request.headers.get("HX-Request"))
    actor = actor_in(request)
    context = {**tasks_context(actor, about, form), "refusal": refusal}
    return render(
        request, "tasks/_tasks.html" if part else "tasks/tasks.html", context, status=status
    )


def _done(request: HttpRequest, about: Subject) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _page(request, about)
    return redirect(f"{about.url}#tasks-{about.name}-{about.pk}")
