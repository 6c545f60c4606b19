"""The page from which a call is run: preparing, opening, reviewing, deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.challenges import rules
from backend.challenges.forms import AssignForm, DecisionForm, KeyForm, ReviewerForm
from backend.challenges.lifecycle import CALL, posting_missing
from backend.challenges.lifecycle.calls import undecidable
from backend.challenges.models import Assignment, Call, Conflict, Entry
from backend.challenges.selectors import (
    calibration_of,
    call_visible_to,
    entries_opened_to,
    standing_of,
    unscored,
)
from backend.challenges.services import (
    SERVICES,
    call_propose,
    key_part_offer,
    key_part_take,
    reviewer_add,
    reviewer_remove,
    reviews_assign,
)
from backend.challenges.services.drafting import CHANGED
from backend.challenges.services.keys import prices_due
from backend.challenges.services.reviewing import OVER
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, Refusal, Stale, WrongState

# The decision has a page of its own.
ACTS = Acts(lifecycle=CALL, services={act: s for act, s in SERVICES.items() if act != "propose"})


@login_required
@require_safe
def run(request: HttpRequest, call_id: int) -> HttpResponse:
    """Everything about a call for those of its poster's."""
    return run_page(request, call_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, call_id: int, act: str) -> HttpResponse:
    """Move the call on."""

    def onward(request: HttpRequest, call: Call) -> HttpResponse:
        return redirect("call_run", call.pk)

    return ACTS.answer(request, call_id, act, page=run_page, onward=onward)


@login_required
@require_POST
@never_cache
def key_take(request: HttpRequest, call_id: int) -> HttpResponse:
    """Take a part of the key, shown on this answer alone."""
    actor = actor_in(request)
    try:
        code = key_part_take(actor=actor, call_id=call_id)
    except WrongState as refusal:
        return _refused(request, call_id, refusal)
    call = call_visible_to(actor, call_id)
    return render(request, "challenges/key.html", {"call": call, "code": code})


@login_required
@require_POST
def key_offer(request: HttpRequest, call_id: int) -> HttpResponse:
    """Bring one's part of the key."""
    actor = actor_in(request)
    form = KeyForm(request.POST)
    if form.is_valid():
        try:
            call = key_part_offer(actor=actor, call_id=call_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            return _refused(request, call_id, refusal)
        else:
            waiting = call.holders.exclude(offered="").exists()
            messages.success(
                request,
                _("Your part is here; the other holder's is waited for.")
                if waiting
                else _("Opened together."),
            )
            return redirect("call_run", call_id)
    return run_page(request, call_id, status=422, key_form=form)


@login_required
@require_POST
def reviewers(request: HttpRequest, call_id: int) -> HttpResponse:
    """Name a reviewer."""
    form = ReviewerForm(request.POST)
    return _post(
        request, call_id, "reviewer_form", form, lambda actor: reviewer_add(
            actor=actor, call_id=call_id, **form.cleaned_data
        )
    )  # fmt: skip


@login_required
@require_POST
def reviewer_off(request: HttpRequest, call_id: int, reviewer_id: int) -> HttpResponse:
    """Take a reviewer off."""
    actor = actor_in(request)
    try:
        reviewer_remove(actor=actor, call_id=call_id, reviewer_id=reviewer_id)
    except WrongState as refusal:
        return _refused(request, call_id, refusal)
    return redirect("call_run", call_id)


@login_required
@require_POST
def assign(request: HttpRequest, call_id: int) -> HttpResponse:
    """Assign the entries to the reviewers."""
    actor = actor_in(request)
    form = AssignForm(request.POST, call=call_visible_to(actor, call_id))
    return _post(
        request, call_id, "assign_form", form, lambda actor: reviews_assign(
            actor=actor, call_id=call_id, **form.cleaned_data
        )
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, call_id: int) -> HttpResponse:
    """Decide on every entry, with the standing beside it."""
    actor = actor_in(request)
    call = call_visible_to(actor, call_id)
    if not rules.may_decide(actor, call):
        raise NotPermitted(rules.NOT_DECIDING)
    standings = standing_of(call, list(entries_opened_to(actor, call)))
    live = [row.entry for row in standings if row.entry.state == Entry.State.HANDED_IN]
    initial = {"revision": call.revision}
    form = DecisionForm(request.POST or None, call=call, entries=live, initial=initial)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            call_propose(
                actor=actor,
                call_id=call_id,
                expected_revision=form.cleaned_data["revision"],
                verdicts=form.verdicts(),
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except (Stale, WrongState) as found:
            refusal = found
        else:
            messages.success(request, _("In public notice. Award when its days are over."))
            return redirect("call_run", call_id)
    context = {
        "call": call, "form": form, "refusal": refusal, "why_not": undecidable(call),
        "standings": standings, "criteria": call.terms.criteria,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "challenges/decide.html", context, status=status)


def run_page(
    request: HttpRequest,
    call_id: int,
    answered: Answered | None = None,
    *,
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    """The page, with an act or a form that was refused."""
    actor = actor_in(request)
    call = call_visible_to(actor, call_id)
    if not rules.of_poster(actor, call):
        raise NotPermitted(_("Only those of the poster's run a call."))
    entries = list(entries_opened_to(actor, call).prefetch_related("members"))
    holders = list(call.holders.select_related("user").order_by("position"))
    own = next((row for row in holders if row.user_id == actor.user_id), None)
    opening = call.state == Call.State.CLOSED and call.terms.sealed
    context = {
        "call": call,
        "terms": call.terms,
        "runs": rules.may_run(actor, call),
        "decides": rules.may_decide(actor, call),
        "preparing": call.state in (Call.State.DRAFT, Call.State.JUSTIFIED),
        "changeable": call.state in CHANGED,
        "missing": posting_missing(call),
        "holders": holders,
        "own_part": own,
        "opening": opening or (prices_due(call) and not unscored(call)),
        "prices": prices_due(call),
        "standings": standing_of(call, entries),
        "waiting": unscored(call) if call.entries_open else 0,
        "calibration": calibration_of(call),
        "conflicts": _conflicts(call) if call.entries_open else [],
        "assigned": Assignment.objects.filter(entry__call=call).exists(),
        "review_over": call.state in OVER or call.prices_opened_at is not None,
        "undecidable": undecidable(call),
        "key_form": KeyForm(),
        "reviewer_form": ReviewerForm(),
        "assign_form": AssignForm(call=call),
        "acts": ACTS.buttons(call, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("call", call.pk)]),
    }
    status = answered.status if answered else status
    return render(request, "challenges/run.html", context | given, status=status)


def _conflicts(call: Call) -> list[Conflict]:
    found = Conflict.objects.filter(reviewer__call=call)
    related = ("reviewer__user", "entry__organisation", "entry__entered_by")
    return list(found.select_related(*related).order_by("entry__code", "pk"))


def _refused(request: HttpRequest, call_id: int, refusal: Refusal) -> HttpResponse:
    return run_page(request, call_id, Answered("", None, refusal.status, refusal))


def _post(request: HttpRequest, call_id: int, name: str, form: Any, service: Any) -> HttpResponse:
    """Do what a small form of the page asks; a refused one stands there again."""
    actor = actor_in(request)
    if form.is_valid():
        try:
            service(actor)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            return _refused(request, call_id, refusal)
        else:
            return redirect("call_run", call_id)
    return run_page(request, call_id, status=422, **{name: form})
