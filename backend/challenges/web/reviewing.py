"""Reviewers' pages: what is assigned, and scoring an entry."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.challenges.forms import ScoreForm
from backend.challenges.models import Call
from backend.challenges.selectors import assignment_for, assignments_of, shown_beside
from backend.challenges.services import conflict_declare, review_save
from backend.core.errors import WrongState


@login_required
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What the reader reviews, call by call."""
    actor = actor_in(request)
    rows = [
        {"review": row, "call": row.entry.call, "phase": row.entry.call.current_phase}
        for row in assignments_of(actor)
    ]
    return render(request, "challenges/reviews.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Read an entry as the phase shows it, and score it."""
    actor = actor_in(request)
    found = assignment_for(actor, assignment_id)
    form = ScoreForm(request.POST or None, assignment=found)
    if request.method == "POST" and form.is_valid():
        try:
            review_save(
                actor=actor,
                assignment_id=assignment_id,
                scores=form.scores(),
                remark=form.cleaned_data["remark"],
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved. You may change it while the review runs."))
            return redirect("reviews")
    return _page(request, assignment_id, form=form)


@login_required
@require_POST
def conflict(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Declare what ties one to an entry."""
    actor = actor_in(request)
    try:
        conflict_declare(
            actor=actor, assignment_id=assignment_id, note=request.POST.get("note", "")
        )
    except ValidationError as error:
        return _page(request, assignment_id, conflict_error=" ".join(error.messages))
    except WrongState as refusal:
        return _page(request, assignment_id, conflict_error=str(refusal.message))
    messages.success(request, _("Noted. The entry goes to somebody else."))
    return redirect("reviews")


def _page(
    request: HttpRequest,
    assignment_id: int,
    form: ScoreForm | None = None,
    conflict_error: str = "",
) -> HttpResponse:
    actor = actor_in(request)
    found = assignment_for(actor, assignment_id)
    call = found.entry.call
    form = form or ScoreForm(assignment=found)
    running = call.state == Call.State.REVIEWING and call.prices_opened_at is None
    shown = running or found.done_at is not None
    context = {
        "review": found,
        "entry": found.entry,
        "call": call,
        "phase": call.current_phase,
        "answers": [(q.words, found.entry.answers.get(q.name, "")) for q in call.terms.questions]
        if shown
        else [],
        "others": shown_beside(found) if shown else [],
        "criteria": form.criteria,
        "form": form,
        "running": running,
        "conflict_error": conflict_error,
    }
    status = 422 if form.errors or conflict_error else 200
    return render(request, "challenges/review.html", context, status=status)
