"""Questions to commissioners, and their answers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.commissioners import rules
from backend.commissioners.forms import AnswerForm, QuestionForm
from backend.commissioners.selectors import (
    appointment_readable_by,
    question_readable_by,
    questions_readable_by,
)
from backend.commissioners.services import question_answer, question_ask
from backend.commissioners.subjects import question_subject
from backend.core.errors import NotPermitted, WrongState

PAGE = 20


@login_required
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions of one's firm and to oneself."""
    page = Paginator(questions_readable_by(actor_in(request)), PAGE)
    context = {"page": page.get_page(request.GET.get("page"))}
    return render(request, "commissioners/questions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Ask a commissioner."""
    actor = actor_in(request)
    found = appointment_readable_by(actor, appointment_id)
    if not rules.may_ask(actor):
        raise NotPermitted(rules.NOT_FIRM)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = question_ask(
                actor=actor,
                appointment_id=appointment_id,
                firm_id=actor.organisation_id or 0,
                **form.cleaned_data,
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Asked. You are told when the answer is there."))
            return redirect("commissioner_question", made.pk)
    context = {
        "form": form,
        "heading": _("Ask a commissioner"),
        "about": f"{found.person} · {found.field}",
        "submit": _("Send the question"),
    }
    status = 422 if form.errors else 200
    return render(request, "commissioners/form.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """A question with its answer; the commissioner answers here."""
    actor = actor_in(request)
    found = question_readable_by(actor, question_id)
    mine = rules.may_answer(actor, found)
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, initial={"answer": found.answer}) if mine else None
    if posted is not None and form is None:
        raise NotPermitted(rules.NOT_ASKED)
    if form is not None and form.is_bound and form.is_valid():
        question_answer(actor=actor, question_id=question_id, **form.cleaned_data)
        messages.success(request, _("Answered. Who asked is told."))
        return redirect("commissioner_question", question_id)
    context = {
        "question": found,
        "visits": found.visits.all(),
        "subject": question_subject(found),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "commissioners/question.html", context, status=status)
