"""Visits: written down, confirmed by firms, made needs of."""

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
from backend.commissioners import rules
from backend.commissioners.forms import VisitForm
from backend.commissioners.lifecycle import VISIT
from backend.commissioners.models import Question
from backend.commissioners.selectors import (
    appointment_of_own,
    question_readable_by,
    visit_readable_by,
    visits_readable_by,
)
from backend.commissioners.services import VISIT_SERVICES, visit_log, visit_make_need
from backend.commissioners.subjects import visit_subject
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.posting.questions import QUESTIONS

ACTS = Acts(lifecycle=VISIT, services=VISIT_SERVICES)
PAGE = 20


def _may_log(actor: Actor) -> bool:
    return rules.may_appoint(actor) or appointment_of_own(actor) is not None


@login_required
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """The log, as far as it concerns the reader."""
    actor = actor_in(request)
    page = Paginator(visits_readable_by(actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "commissioners/visits.html", {"page": page, "may_log": _may_log(actor)})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a visit down, also one that a firm asked for."""
    actor = actor_in(request)
    if not _may_log(actor):
        raise NotPermitted(rules.NOT_SERVING)
    asked = _asked(actor, request.GET.get("question", ""))
    form = VisitForm(request.POST if request.method == "POST" else None, initial=_known(asked))
    if form.is_bound and form.is_valid():
        try:
            made = visit_log(actor=actor, values=form.values(asked.pk if asked else None))
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Written down. The firm is asked to confirm it."))
            return redirect("visit", made.pk)
    context = {
        "form": form,
        "heading": _("Write a visit down"),
        "about": asked.title if asked else "",
        "submit": _("Write down and ask the firm"),
    }
    status = 422 if form.errors else 200
    return render(request, "commissioners/form.html", context, status=status)


def _asked(actor: Actor, written: str) -> Question | None:
    if not (written.isascii() and written.isdecimal() and len(written) < 19):
        return None
    return question_readable_by(actor, int(written))


def _known(asked: Question | None) -> dict[str, Any]:
    return {"firm": asked.firm.name, "problem": asked.title} if asked else {}


@login_required
@require_safe
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """What was seen and advised, and what the firm says."""
    return _page(request, visit_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, visit_id: int, act: str) -> HttpResponse:
    """The firm confirms it, or says what was different."""
    return ACTS.answer(request, visit_id, act, page=_page)


@login_required
@require_POST
def make_need(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Begin a need of the problem."""
    try:
        draft = visit_make_need(actor=actor_in(request), visit_id=visit_id)
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
        return redirect("visit", visit_id)
    messages.success(request, _("Problem and diagnosis are filled in; add what else is known."))
    return redirect("need_question", draft.pk, QUESTIONS[1].name)


def _page(request: HttpRequest, visit_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = visit_readable_by(actor, visit_id)
    disputed = found.state == VISIT.states("disputed")
    context = {
        "visit": found,
        "subject": visit_subject(found),
        "may_make_need": (
            found.need_id is None and not disputed and rules.may_make_need(actor, found)
        ),
        "reads_need": rules.may_make_need(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("visit", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "commissioners/visit.html", context, status=status)
