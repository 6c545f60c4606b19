"""Calls for everybody: the list, a call's page, its showcase; and the form of its poster."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.models import Organisation
from backend.accounts.trail import trail_entries
from backend.catalog.selectors import listings_on_market
from backend.challenges import rules
from backend.challenges.forms import CallForm
from backend.challenges.kinds import kinds
from backend.challenges.models import Call
from backend.challenges.selectors import (
    call_visible_to,
    calls_visible_to,
    entries_told,
    entry_of_actor,
)
from backend.challenges.services import call_change, call_draft
from backend.challenges.services.drafting import CHANGED, NOT_POSTING
from backend.challenges.subjects import call_subject
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState

PAGE_SIZE = 20


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """All that were posted, by kind and stage; one's own before that too."""
    actor = actor_in(request)
    kind, stage = request.GET.get("kind", ""), request.GET.get("stage", "")
    found = calls_visible_to(actor)
    if kind in kinds():
        found = found.filter(kind=kind)
    held = set(found.order_by().values_list("state", flat=True))
    if stage in Call.State.values:
        found = found.filter(state=stage)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "kinds": [(k.name, k.words) for k in kinds().values()],
        "kind": kinds().get(kind),
        # The words of the filter are those on the rows.
        "stages": [(one.value, one.label) for one in Call.State if one in held],
        "stage": stage,
        "may_post": rules.may_post(actor),
    }
    return render(request, "challenges/calls.html", context)


@require_safe
def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """What is asked, until when, by which criteria; and what came of it."""
    actor = actor_in(request)
    found = call_visible_to(actor, call_id)
    need = None
    if found.need_id is not None:
        need = listings_on_market(actor).filter(pk=found.need_id).first()
    context = {
        "call": found,
        "terms": found.terms,
        "need": need,
        "own": entry_of_actor(actor, found),
        "runs": rules.of_poster(actor, found),
        "may_enter": _may_enter(actor, found),
        "alone": "person" in found.type.entrants,
        "entrants": _entrant_words(found),
        "winners": entries_told(found),
        "levels_below": calls_visible_to(actor).filter(above=found),
        "subject": call_subject(actor, found),
        "trail": trail_entries([("call", found.pk)]),
    }
    return render(request, "challenges/call.html", context)


@require_safe
def showcase(request: HttpRequest, call_id: int) -> HttpResponse:
    """Those awarded, with what they say to everybody."""
    actor = actor_in(request)
    found = call_visible_to(actor, call_id)
    if found.state not in (Call.State.AWARDED, Call.State.COMPLETED):
        raise NotFound(_("There is a showcase once the call is awarded."))
    questions = [q for q in found.terms.questions if q.public and q.name != "title"]
    rows = [
        {"entry": one, "said": [(q.words, one.answers.get(q.name, "")) for q in questions]}
        for one in entries_told(found)
    ]
    return render(request, "challenges/showcase.html", {"call": found, "rows": rows})


@login_required
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Choose a kind of call."""
    actor = actor_in(request)
    if not rules.may_post(actor):
        raise NotPermitted(NOT_POSTING)
    own = Organisation.objects.get(pk=actor.organisation_id or 0).kind
    need = _need_asked(request)
    offered = [k for k in kinds().values() if own in k.posters and (k.deals or need is None)]
    return render(request, "challenges/begin.html", {"kinds": offered, "need": need})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Begin a call of a kind, from a need where one comes from its page."""
    actor = actor_in(request)
    if not rules.may_post(actor):
        raise NotPermitted(NOT_POSTING)
    if kind not in kinds():
        raise NotFound(_("There is no such kind of call."))
    form = CallForm(request.POST or None, kind=kinds()[kind], actor=actor)
    need = _need_asked(request)
    if need is not None:
        form.need_offer(actor, need)
    if request.method == "POST" and form.is_valid():
        try:
            made = call_draft(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Written down. Prepare it here, then post it."))
            return redirect("call_run", made.pk)
    return _form(request, form)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, call_id: int) -> HttpResponse:
    """Change a call; once it is posted entrants confirm anew."""
    actor = actor_in(request)
    found = call_visible_to(actor, call_id)
    if not rules.may_run(actor, found):
        raise NotPermitted(rules.NOT_RUNNING)
    if found.state not in CHANGED:
        raise WrongState(_("After the deadline the conditions stand as they are."))
    options: dict[str, Any] = {"kind": found.type, "actor": actor, "call": found}
    if request.method != "POST":
        return _form(request, CallForm(initial=CallForm.initial_from(found), **options))
    form = CallForm(request.POST, **options)
    if form.is_valid():
        try:
            call_change(
                actor=actor,
                call_id=call_id,
                expected_revision=form.cleaned_data["revision"],
                values=form.values(),
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except (Stale, WrongState) as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("call_run", call_id)
    return _form(request, form)


def _need_asked(request: HttpRequest) -> int | None:
    need = request.GET.get("need", "")
    return int(need) if need.isdecimal() and need.isascii() and len(need) < 19 else None


def _form(request: HttpRequest, form: CallForm) -> HttpResponse:
    status = 422 if form.errors else 200
    weights = [form[name] for name in form.fields if name.startswith("weight_")]
    plain = [field for field in form.visible_fields() if field not in weights]
    context = {
        "form": form,
        "plain": [field for field in plain if not field.name.startswith("weight_")],
        "weights": weights,
        "kind": form.kind,
        "call": form.call,
    }
    return render(request, "challenges/call_form.html", context, status=status)


def _may_enter(actor: Actor, found: Call) -> bool:
    open_now = found.state == Call.State.POSTED and not found.passed
    lowest = not (found.level and found.type.levels)
    return open_now and lowest and not actor.belongs_to(found.poster_id)


def _entrant_words(found: Call) -> list[object]:
    labels: dict[str, object] = dict(Organisation.Kind.choices)
    return [labels.get(name, _("Single people")) for name in found.type.entrants]
