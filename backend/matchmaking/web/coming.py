"""Signing up, being there, proposing talks, answering and judging them: one press each."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from backend.accounts.actors import actor_in
from backend.core.errors import WrongState
from backend.matchmaking.models import SignUp, Talk
from backend.matchmaking.selectors import talk_of
from backend.matchmaking.services import (
    attend,
    sign_off,
    sign_up,
    talk_answer,
    talk_judge,
    talks_propose,
)


@login_required
@require_POST
def come(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Sign up, or off."""
    actor = actor_in(request)
    try:
        if request.POST.get("off"):
            sign_off(actor=actor, gathering_id=gathering_id)
            messages.success(request, _("You are off the list; your seat goes to who waits."))
        elif sign_up(actor=actor, gathering_id=gathering_id).state == SignUp.State.SEATED:
            messages.success(request, _("You have a seat."))
        else:
            messages.success(request, _("All seats are taken: you wait, and are told of a seat."))
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    return redirect("gathering", gathering_id)


@login_required
@require_POST
def there(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Say by the code that one is there."""
    actor = actor_in(request)
    try:
        attend(actor=actor, gathering_id=gathering_id, code=request.POST.get("code", ""))
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Welcome. Your attendance is on record."))
    return redirect("gathering", gathering_id)


@login_required
@require_POST
def propose(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Propose talks from the pairings among those who come."""
    actor = actor_in(request)
    try:
        made = len(talks_propose(actor=actor, gathering_id=gathering_id))
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        words = ngettext("%(n)s talk is proposed.", "%(n)s talks are proposed.", made)
        messages.success(request, words % {"n": made})
    return redirect("gathering", gathering_id)


@login_required
@require_POST
def answer(request: HttpRequest, talk_id: int) -> HttpResponse:
    """Confirm a talk, or decline it."""
    actor = actor_in(request)
    talk = talk_of(actor, talk_id)
    try:
        talk_answer(actor=actor, talk_id=talk_id, coming=request.POST.get("coming") == "yes")
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    return redirect("gathering", talk.gathering_id)


@login_required
@require_POST
def judge(request: HttpRequest, talk_id: int) -> HttpResponse:
    """Say after a talk whether one would go on."""
    actor = actor_in(request)
    talk: Talk = talk_of(actor, talk_id)
    try:
        judged = talk_judge(
            actor=actor,
            talk_id=talk_id,
            verdict=request.POST.get("verdict", ""),
            note=request.POST.get("note", ""),
        )
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        if judged.deal_id is not None:
            messages.success(request, _("Both would go on: your deal is open."))
            return redirect("deal", judged.deal_id)
        messages.success(request, _("Thank you; it is on record."))
    return redirect("gathering", talk.gathering_id)
