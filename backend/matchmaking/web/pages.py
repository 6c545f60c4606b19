"""Lists of events, an event's page, and planning one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.core.acts import Acts, Answered
from backend.core.calendars import Entry, calendar_answer
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.matchmaking import rules
from backend.matchmaking.forms import GatheringForm
from backend.matchmaking.lifecycle import GATHERING
from backend.matchmaking.models import Gathering, SignUp
from backend.matchmaking.selectors import (
    gathering_visible_to,
    gatherings_of_own,
    gatherings_past,
    gatherings_upcoming,
    outcome_of,
    sign_up_of,
    talks_of,
    talks_of_own,
    waiting_before,
)
from backend.matchmaking.services import SERVICES, gathering_draft, gathering_edit

ACTS = Acts(lifecycle=GATHERING, services=SERVICES)
PAGE_SIZE = 20


@require_safe
def gatherings(request: HttpRequest) -> HttpResponse:
    """What is to come, what has been, and one's own."""
    actor = actor_in(request)
    shown = request.GET.get("show", "")
    lists = {"past": gatherings_past, "own": gatherings_of_own}
    found = lists.get(shown, gatherings_upcoming)(actor)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "shown": shown if shown in lists else "",
        "may_hold": rules.may_hold(actor),
    }
    return render(request, "matchmaking/gatherings.html", context)


@require_safe
def gathering(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """An event: when, where, who comes, one's talks, what came of it."""
    return _page(request, gathering_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, gathering_id: int, act: str) -> HttpResponse:
    """Do what its organiser does with it."""
    return ACTS.answer(request, gathering_id, act, page=_page)


@require_safe
def calendar_file(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """It as a file for calendars."""
    actor = actor_in(request)
    found = gathering_visible_to(actor, gathering_id)
    entry = Entry(
        uid=str(found.uid),
        title=found.title,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        changed_at=found.updated_at,
        page=reverse("gathering", args=[found.pk]),
        place=found.place,
        words=found.about,
        sequence=found.revision,
        cancelled=found.state == Gathering.State.CANCELLED,
    )
    return calendar_answer(f"event-{found.pk}", [entry])


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan an event."""
    actor = actor_in(request)
    if not rules.may_hold(actor):
        raise NotPermitted(rules.NOT_ORGANISER)
    return _form(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Change one."""
    actor = actor_in(request)
    found = gathering_visible_to(actor, gathering_id)
    if not rules.may_run(actor, found):
        raise NotPermitted(rules.NOT_ORGANISER)
    return _form(request, found)


def _form(request: HttpRequest, found: Gathering | None) -> HttpResponse:
    actor = actor_in(request)
    context: dict[str, Any] = {"gathering": found}
    if request.method != "POST":
        initial = GatheringForm.initial_from(found) if found else {}
        context["form"] = GatheringForm(initial=initial)
        return render(request, "matchmaking/form.html", context)
    form = context["form"] = GatheringForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            made = _saved(actor, found, form)
        except ValidationError as error:
            form.add_service_errors(error)
        except (Stale, WrongState) as refusal:
            status, context["refusal"] = refusal.status, refusal
        else:
            messages.success(request, _("Saved."))
            return redirect("gathering", made.pk)
    return render(request, "matchmaking/form.html", context, status=status)


def _saved(actor: Actor, found: Gathering | None, form: GatheringForm) -> Gathering:
    if found is None:
        return gathering_draft(actor=actor, values=form.values())
    return gathering_edit(
        actor=actor,
        gathering_id=found.pk,
        values=form.values(),
        expected_revision=form.cleaned_data["revision"],
    )


def _page(
    request: HttpRequest, gathering_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = gathering_visible_to(actor, gathering_id)
    runs = rules.may_run(actor, found)
    own = sign_up_of(actor, found)
    context = {
        "gathering": found,
        "runs": runs,
        "own": own,
        "before": waiting_before(own) if own and own.state == SignUp.State.WAITING else 0,
        "talks": [
            {"talk": talk, "side": talk.side_of(actor.user_id)}
            for talk in talks_of_own(actor, found)
        ],
        "outcome": outcome_of(found),
        "open": found.state == Gathering.State.PUBLISHED and not found.over,
        "changing": runs
        and found.state in (Gathering.State.DRAFT, Gathering.State.PUBLISHED)
        and not found.over,
        "sign_ups": _sign_ups(found) if runs else [],
        "all_talks": list(talks_of(found)) if runs else [],
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else 200
    return render(request, "matchmaking/gathering.html", context, status=status)


def _sign_ups(found: Gathering) -> list[SignUp]:
    rows = found.sign_ups.exclude(state=SignUp.State.OFF).select_related("user", "organisation")
    return list(rows.order_by("state", "queued_at", "pk"))
