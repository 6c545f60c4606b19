"""Write a need: the way in, one question a page, then the answers once more before it is posted."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.catalog.facts import missing_in
from backend.catalog.forms import ListingForm
from backend.catalog.kinds import NEED
from backend.catalog.versions import listing_words
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.posting import rules
from backend.posting.answers import form_over
from backend.posting.forms import DeclareForm, FirmForm
from backend.posting.lifecycle import NEED_DRAFT
from backend.posting.models import NeedDraft
from backend.posting.questions import QUESTIONS, Question, after, before, number_of, question_named
from backend.posting.selectors import draft_followed_by, drafts_followed_by, drafts_open
from backend.posting.services import SERVICES, draft_answer, draft_begin, draft_begin_for

ACTS = Acts(
    lifecycle=NEED_DRAFT,
    services=SERVICES,
    forms={"post": DeclareForm, "confirm": DeclareForm},
)
PAGE = 20
_TABLE_BUTTONS = {"more", "read"}  # of the table of indicators; they lead nowhere


@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """All that is being written, or was, in the actor's organisations."""
    actor = actor_in(request)
    page = Paginator(drafts_followed_by(actor), PAGE).get_page(request.GET.get("page"))
    rows = [_row(actor, draft) for draft in page]
    context = {"page": page, "rows": rows} | _ways_in(actor)
    return render(request, "posting/drafts.html", context)


def _row(actor: Actor, draft: NeedDraft) -> dict[str, Any]:
    waiting = draft.state == NeedDraft.State.WAITING
    return {"draft": draft, "mine": waiting and rules.may_confirm(actor, draft)}


def _ways_in(actor: Actor) -> dict[str, bool]:
    return {"may_begin": rules.may_begin(actor), "may_begin_for": rules.may_begin_for(actor)}


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """What is asked, and what is there already; begins a draft when it is sent off."""
    actor = actor_in(request)
    if not rules.may_begin(actor):
        if rules.may_begin_for(actor):
            return redirect("need_begin_for")
        raise NotPermitted(NEED.words.listed_by)
    if request.method == "POST":
        draft = draft_begin(actor=actor, title=request.POST.get("title", ""))
        return redirect("need_question", draft.pk, QUESTIONS[0].name)
    open_rows = [_row(actor, draft) for draft in drafts_open(actor)[:PAGE]]
    context = {"rows": open_rows, "questions": QUESTIONS, "kind": NEED}
    context["title_given"] = request.GET.get("title", "")[:200]
    return render(request, "posting/begin.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def begin_for(request: HttpRequest) -> HttpResponse:
    """For which firm it is written."""
    actor = actor_in(request)
    if not rules.may_begin_for(actor):
        raise NotPermitted(_("Brokers and regional officers write for firms."))
    form = FirmForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            draft = draft_begin_for(actor=actor, **form.given())
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("need_question", draft.pk, QUESTIONS[0].name)
    status = 422 if form.errors else 200
    return render(request, "posting/begin_for.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, need_draft_id: int, name: str) -> HttpResponse:
    """One question; the answer is kept as it was typed before anything is said of it."""
    actor = actor_in(request)
    asked = question_named(name)
    draft = draft_followed_by(actor, need_draft_id)
    if not rules.may_answer(actor, draft):
        return redirect("need_draft", draft.pk)
    if request.method != "POST":
        form = form_over(draft.answers)
        form.hide_errors()
        return _question_page(request, draft, asked, form)
    typed = {key: request.POST.getlist(key) for key in request.POST}
    draft = draft_answer(actor=actor, need_draft_id=need_draft_id, question=asked.name, typed=typed)
    form = form_over(draft.answers)
    if _TABLE_BUTTONS & request.POST.keys():
        if "read" in request.POST:
            form.read_indicators()
        else:
            form.indicators.add_rows()
        form.hide_errors()
        return _question_page(request, draft, asked, form)
    form.is_valid()
    form.errors_keep(asked.fields)
    if form.shows_errors:
        return _question_page(request, draft, asked, form)
    following = after(asked)
    if following is None or "check" in request.POST:
        return redirect("need_draft", draft.pk)
    return redirect("need_question", draft.pk, following.name)


def _question_page(
    request: HttpRequest, draft: NeedDraft, asked: Question, form: ListingForm
) -> HttpResponse:
    context = {
        "draft": draft,
        "question": asked,
        "number": number_of(asked),
        "count": len(QUESTIONS),
        "before": before(asked),
        "last": after(asked) is None,
        "form": form,
        "blocks": form.blocks_of(asked.fields),
        "whys": [(name, why) for name, why in NEED.expected.items() if name in asked.fields],
        # Who came from the answers goes back to them.
        "checking": "check" in request.GET or len(draft.answered) == len(QUESTIONS),
    }
    status = 422 if form.shows_errors else 200
    return render(request, "posting/question.html", context, status=status)


@login_required
@require_safe
def draft(request: HttpRequest, need_draft_id: int) -> HttpResponse:
    """The answers once more, what is missing, what comes next."""
    return _draft_page(request, need_draft_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, need_draft_id: int, act: str) -> HttpResponse:
    """Post it, ask the firm, confirm, refuse, take back or drop it."""
    return ACTS.answer(request, need_draft_id, act, page=_draft_page, onward=_onward)


def _onward(request: HttpRequest, found: NeedDraft) -> HttpResponse:
    if found.pk is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if found.listing_id is not None:
        return redirect("listing", found.listing_id)
    return redirect("need_draft", found.pk)


def _draft_page(
    request: HttpRequest, need_draft_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = draft_followed_by(actor, need_draft_id)
    form = form_over(found.answers)
    whole = form.is_valid()
    values = form.values()
    context = {
        "draft": found,
        "may_answer": rules.may_answer(actor, found),
        "answers": _answers(found, form),
        "whole": whole,
        "wrong": list(form.non_field_errors()),
        "missing": missing_in(values),
        "mine": _row(actor, found)["mine"],
        "unverified": found.state == NeedDraft.State.ANSWERING and not _verified(found),
        "next": next((q for q in QUESTIONS if q.name not in found.answered), None),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else 200
    return render(request, "posting/draft.html", context, status=status)


def _verified(found: NeedDraft) -> bool:
    """Whether its firm may publish, as far as it is here."""
    return found.firm is None or found.firm.verified


def _answers(found: NeedDraft, form: ListingForm) -> list[dict[str, Any]]:
    """Each question with its answer in words, and whether something in it is wrong."""
    content = {"kind": NEED.name, **asdict(form.values())}
    said = {field.name: field for field in listing_words(content)}
    rows_wrong = form.indicators.has_errors
    shown = []
    for asked in QUESTIONS:
        wrong = [error for name in asked.fields for error in form.errors.get(name, [])]
        table = "indicators" in asked.fields and rows_wrong
        lines = [said[name] for name in asked.fields if name in said and said[name].lines]
        shown.append(
            {
                "question": asked,
                "lines": lines,
                "wrong": wrong,
                "table_wrong": table,
                "open": asked.name not in found.answered,
            }
        )
    return shown
