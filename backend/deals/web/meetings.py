"""Meetings of a deal: planning one, its page, its acts, its invitation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.deals.forms import MeetingForm, meeting_initial
from backend.deals.invitations import invitation
from backend.deals.meeting_lifecycle import MEETING
from backend.deals.models import Meeting
from backend.deals.rules import takes_seat
from backend.deals.selectors import deal_followed_by, meeting_known_to
from backend.deals.services import (
    MEETING_SERVICES,
    meeting_answer,
    meeting_move,
    meeting_plan,
)

ACTS = Acts(lifecycle=MEETING, services={"cancel": MEETING_SERVICES["cancel"]})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Plan a meeting of people in the deal."""
    actor = actor_in(request)
    deal = deal_followed_by(actor, deal_id)
    if not takes_seat(actor, deal) or deal.lost:
        raise NotPermitted(_("Only those who take part plan meetings."))
    context: dict[str, Any] = {"deal": deal, "meeting": None}
    if request.method != "POST":
        form = MeetingForm(deal=deal, initial=meeting_initial(None))
        return render(request, "deals/meeting_form.html", {**context, "form": form})
    form = MeetingForm(request.POST, deal=deal)
    if form.is_valid():
        try:
            made = meeting_plan(actor=actor, deal_id=deal_id, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Planned. Everybody asked is sent the invitation."))
            return redirect("meeting", made.pk)
    return render(request, "deals/meeting_form.html", {**context, "form": form}, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Change time, place, agenda or people."""
    actor = actor_in(request)
    meeting = meeting_known_to(actor, meeting_id)
    context: dict[str, Any] = {"deal": meeting.deal, "meeting": meeting}
    if request.method != "POST":
        form = MeetingForm(deal=meeting.deal, initial=meeting_initial(meeting))
        return render(request, "deals/meeting_form.html", {**context, "form": form})
    form = MeetingForm(request.POST, deal=meeting.deal)
    status = 422
    if form.is_valid():
        try:
            meeting_move(
                actor=actor,
                meeting_id=meeting_id,
                expected_revision=form.cleaned_data["revision"] or 0,
                values=form.values(),
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except (Stale, WrongState) as refusal:
            status = refusal.status
            context["refusal"] = refusal
            data = request.POST.copy()
            data["revision"] = str(meeting_known_to(actor, meeting_id).revision)
            form.data = data
        else:
            messages.success(request, str(MEETING.transition("move").done))
            return redirect("meeting", meeting_id)
    return render(request, "deals/meeting_form.html", {**context, "form": form}, status=status)


@login_required
@require_safe
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """When, where, who comes."""
    return _page(request, meeting_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, meeting_id: int, act: str) -> HttpResponse:
    """Cancel it."""
    return ACTS.answer(request, meeting_id, act, page=_page)


@login_required
@require_POST
def answer(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say whether one comes."""
    coming = request.POST.get("coming") == "yes"
    try:
        meeting_answer(
            actor=actor_in(request),
            meeting_id=meeting_id,
            coming=coming,
        )
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your answer is on the page of the meeting."))
    return redirect("meeting", meeting_id)


@login_required
@require_safe
def calendar(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The invitation as a file for calendars."""
    actor = actor_in(request)
    content = invitation(meeting_known_to(actor, meeting_id))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting_id}.ics"'
    return response


def _page(request: HttpRequest, meeting_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = meeting_known_to(actor, meeting_id)
    guests = list(found.guests.all())
    own = next((guest for guest in guests if guest.user_id == actor.user_id), None)
    planned = found.state == Meeting.State.PLANNED and not found.over
    context = {
        "meeting": found,
        "deal": found.deal,
        "guests": guests,
        "own": own,
        "answering": own is not None and planned,
        "changing": planned and takes_seat(actor, found.deal),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    return render(
        request, "deals/meeting.html", context, status=answered.status if answered else 200
    )
