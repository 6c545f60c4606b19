"""The project pool: the list, making a project of needs, its page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.regions import region_label
from backend.accounts.trail import trail_entries
from backend.catalog.chains import chain_label
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.core.sheets import Sheet, download, workbook_of
from backend.pools.forms import PoolFilterForm, ProjectForm
from backend.pools.lifecycle import PROJECT
from backend.pools.models import Problem, ProblemNeed, Project
from backend.pools.rules import NOT_OFFICER, may_lead_project, may_pool
from backend.pools.selectors import (
    pool_of_needs,
    project_listed,
    projects_listed,
    readable_among,
)
from backend.pools.services import PROJECT_SERVICES, project_make

from .problems import needs_asked_for

PAGE = 20
MOST = 5_000  # rows of a workbook
ACTS = Acts(lifecycle=PROJECT, services=PROJECT_SERVICES)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """All projects, by level and state; ``format=xlsx`` takes them along."""
    actor = actor_in(request)
    form = PoolFilterForm(request.GET, names=["chain", "region"])
    level, state = request.GET.get("level", ""), request.GET.get("state", "")
    found = projects_listed(
        level=level if level in Project.Level.values else "",
        state=state if state in Project.State.values else "",
        **form.wanted(),
    )
    if form.errors:
        found = found.none()
    elif request.GET.get("format") == "xlsx":
        return _workbook(found[:MOST])
    context = {
        "form": form,
        "levels": Project.Level.choices,
        "states": Project.State.choices,
        "level": level,
        "state": state,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "may_pool": may_pool(actor),
    }
    return render(request, "pools/projects.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def project_new(request: HttpRequest) -> HttpResponse:
    """Make a project of the needs chosen in the pool, or of a common problem."""
    actor = actor_in(request)
    if not may_pool(actor):
        raise NotPermitted(NOT_OFFICER)
    problem = _problem(request, actor)
    if problem is not None:
        agreed = problem.needs.filter(state=ProblemNeed.State.AGREED).values("need_id")
        told = pool_of_needs(actor).filter(told=True, pk__in=agreed)  # type: ignore[misc]
        needs = list(told)
        initial = {"title": problem.title, "text": problem.text, "chain": problem.chain}
    else:
        needs = needs_asked_for(request, actor)
        first = needs[0] if needs else None
        initial = {"title": first.title, "chain": first.chain} if first else {}
    form = ProjectForm(request.POST or None, needs=needs, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = project_make(actor=actor, values=form.values(problem))
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Taken into the project pool; the firms are told."))
            return redirect("pool_project", made.pk)
    context = {"form": form, "needs": needs, "problem": problem}
    return render(request, "pools/project_new.html", context, status=422 if form.errors else 200)


def _problem(request: HttpRequest, actor: Actor) -> Problem | None:
    pk = request.GET.get("problem", "")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    own = Problem.objects.filter(made_for=actor.organisation_id, state=Problem.State.PUBLISHED)
    return own.filter(pk=pk).first()


@require_safe
def project(request: HttpRequest, project_id: int) -> HttpResponse:
    """What it is made of and what has become of it."""
    return _page(request, project_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, project_id: int, act: str) -> HttpResponse:
    """What its unit does with it."""
    return ACTS.answer(request, project_id, act, page=_page)


def _page(request: HttpRequest, project_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = project_listed(actor, project_id)
    rows = [row.need_id for row in found.needs.all()]
    readable = readable_among(actor, rows)
    context = {
        "project": found,
        "needs": [readable[pk] for pk in rows if pk in readable],
        "hidden": len(rows) - len(readable),
        "leads": may_lead_project(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("pool_project", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "pools/project.html", context, status=status)


def _workbook(found: QuerySet[Project]) -> HttpResponse:
    columns = [
        _("Number"),
        _("Project"),
        _("Level of the project"),
        _("Programme"),
        _("Industry chain and link"),
    ]
    columns += [_("Region"), _("Unit"), _("Needs"), _("State"), _("Since")]
    rows = [
        [
            project.number,
            project.title,
            str(project.get_level_display()),
            project.established_as or project.programme,
            chain_label(project.chain),
            region_label(project.region),
            str(project.made_for),
            project.sources,  # type: ignore[attr-defined]
            str(project.get_state_display()),
            timezone.localdate(project.created_at),
        ]
        for project in found
    ]
    book = workbook_of(Sheet(_("Project pool"), columns, rows))
    return download(book, f"{_('Project pool')}-{timezone.localdate().isoformat()}.xlsx")
