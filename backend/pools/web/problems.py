"""Common problems: the list, making one, its page, and a firm's answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.trail import trail_entries
from backend.catalog.chains import chain_node
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_narrowed, listings_on_market
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.pools.forms import ProblemForm
from backend.pools.lifecycle import PROBLEM
from backend.pools.models import Problem, ProblemNeed
from backend.pools.rules import NOT_OFFICER, may_answer, may_lead_problem, may_pool
from backend.pools.selectors import (
    pool_of_needs,
    problem_readable,
    problems_readable,
    readable_among,
)
from backend.pools.services import ASKED_SERVICES, PROBLEM_SERVICES, problem_make

PAGE = 20
ACTS = Acts(lifecycle=PROBLEM, services=PROBLEM_SERVICES)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """Published common problems, and those under way that concern the reader."""
    actor = actor_in(request)
    chain = request.GET.get("chain", "")
    found = problems_readable(actor)
    if chain_node(chain) is not None:
        found = found.filter(chain__startswith=chain)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_pool": may_pool(actor), "chain": chain}
    return render(request, "pools/problems.html", context)


def needs_asked_for(request: HttpRequest, actor: Actor) -> list[Listing]:
    """The needs that the page which leads here named, of those the actor may read."""
    ids = [pk for pk in request.GET.getlist("need") if pk.isdecimal() and len(pk) < 19]
    found = pool_of_needs(actor).filter(told=True, pk__in=ids[:50])  # type: ignore[misc]
    return list(found)


@login_required
@require_http_methods(["GET", "POST"])
def problem_new(request: HttpRequest) -> HttpResponse:
    """Put the needs chosen in the pool into one question."""
    actor = actor_in(request)
    if not may_pool(actor):
        raise NotPermitted(NOT_OFFICER)
    needs = needs_asked_for(request, actor)
    chains = {need.chain for need in needs if need.chain}
    initial = {"chain": min(chains, key=len)} if chains else {}
    form = ProblemForm(request.POST or None, needs=needs, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = problem_make(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("The firms are asked. You are told of each answer."))
            return redirect("problem", made.pk)
    context = {"form": form, "needs": needs}
    return render(request, "pools/problem_new.html", context, status=422 if form.errors else 200)


@require_safe
def problem(request: HttpRequest, problem_id: int) -> HttpResponse:
    """The question, who asks it, what is on the market for it."""
    return _page(request, problem_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, problem_id: int, act: str) -> HttpResponse:
    """What its unit does with it."""
    return ACTS.answer(request, problem_id, act, page=_page)


@login_required
@require_POST
def answer(request: HttpRequest, asked_id: int, act: str) -> HttpResponse:
    """A firm agrees that its need is counted, or leaves it out."""
    service = ASKED_SERVICES.get(act)
    if service is None:
        raise NotFound(_("There is no such act."))
    given = {"note": request.POST.get("note", "")} if act == "decline" else {}
    try:
        done: ProblemNeed = service(
            actor=actor_in(request),
            problem_need_id=asked_id,
            **given,
        )
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
        problem_id = ProblemNeed.objects.values_list("problem_id", flat=True).get(pk=asked_id)
        return redirect("problem", problem_id)
    messages.success(request, _("Your answer is on record."))
    return redirect("problem", done.problem_id)


def _page(request: HttpRequest, problem_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = problem_readable(actor, problem_id)
    leads = may_lead_problem(actor, found)
    offers = listings_narrowed(listings_on_market(actor, kind=ACHIEVEMENT.name), chain=found.chain)
    context = {
        "problem": found,
        "rows": _rows(actor, found, leads),
        "leads": leads,
        "projects": found.projects.exclude(state="dropped"),
        "offers": offers[:5],
        "offers_count": offers.count(),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("problem", found.pk)]) if leads else [],
    }
    status = answered.status if answered else 200
    return render(request, "pools/problem.html", context, status=status)


def _rows(actor: Actor, found: Problem, leads: bool) -> list[dict[str, Any]]:
    """The needs in it. Firms are named to registered readers where they agreed; who has not is the
    matter of the unit and of the firm itself."""
    asked = list(found.needs.all())
    readable = readable_among(actor, [row.need_id for row in asked])
    rows = []
    for row in asked:
        own = actor.belongs_to(row.need.owner_id)
        agreed = row.state == ProblemNeed.State.AGREED
        if not (agreed or own or leads):
            continue
        named = (actor.signed_in and agreed) or own or leads
        rows.append(
            {
                "asked": row,
                "owner": row.need.owner if named else None,
                "listing": readable.get(row.need_id) if named else None,
                "mine": may_answer(actor, row) and found.state != Problem.State.DISSOLVED,
            }
        )
    return rows
