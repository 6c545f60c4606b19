"""Invitations to talks: making one, reading it, answering it; and the list of all."""

from __future__ import annotations

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
from backend.accounts.selectors import organisations_known_to
from backend.accounts.trail import trail_entries
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_on_market
from backend.core.acts import Acts, Answered
from backend.core.errors import WrongState
from backend.core.selectors import trail_of
from backend.introductions.events import IntroductionDeclined
from backend.introductions.forms import IntroductionForm
from backend.introductions.lifecycle import INTRODUCTION
from backend.introductions.models import SIDES, Introduction
from backend.introductions.rules import may_answer, may_begin
from backend.introductions.selectors import introduction_followed_by, introductions_followed_by
from backend.introductions.services import SERVICES, introduction_make, making_check

PAGE_SIZE = 20
ACTS = Acts(lifecycle=INTRODUCTION, services=SERVICES)


@login_required
@require_safe
def introductions(request: HttpRequest) -> HttpResponse:
    """Those of the reader's organisations, newest first."""
    actor = actor_in(request)
    found = introductions_followed_by(actor)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        {"introduction": row, "mine": row.state == "open" and may_answer(actor, row)}
        for row in page.object_list
    ]
    context = {"page": page, "rows": rows, "may_begin": may_begin(actor)}
    return render(request, "introductions/introductions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Invite another organisation to talks, or two of them as their broker."""
    actor = actor_in(request)
    making_check(actor)
    listing = _listing(request, actor)
    if request.method != "POST":
        initial = IntroductionForm.initial_about(
            listing, _organisation(request, actor), licence="licence" in request.GET
        )
        form = IntroductionForm(actor=actor, about=listing, initial=initial)
        return render(request, "introductions/new.html", {"form": form})
    form = IntroductionForm(request.POST, actor=actor, about=listing)
    if form.is_valid():
        try:
            made = introduction_make(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Sent. You are told as soon as there is an answer."))
            return redirect("introduction", made.pk)
    return render(request, "introductions/new.html", {"form": form}, status=422)


@login_required
@require_safe
def introduction(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """Who would talk with whom, about what, and who has agreed."""
    return _page(request, introduction_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, introduction_id: int, act: str) -> HttpResponse:
    """Do what a side or the one who invited does with it."""
    return ACTS.answer(request, introduction_id, act, page=_page, onward=_onward)


def _onward(request: HttpRequest, found: Introduction) -> HttpResponse:
    if found.deal_id is None:
        if found.state == Introduction.State.OPEN:
            messages.success(request, _("The other side is asked as well."))
        return redirect("introduction", found.pk)
    messages.success(request, _("Both sides agreed: the talks are open."))
    return redirect("deal", found.deal_id)


def _page(
    request: HttpRequest, introduction_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = introduction_followed_by(actor, introduction_id)
    readable = listings_on_market(actor).in_bulk(
        [pk for pk in (found.need_id, found.offer_id) if pk is not None]
    )
    declined = {
        event.payload["side"]: event.occurred_at
        for event in trail_of([(Introduction.ORIGIN, found.pk)])
        if event.name == IntroductionDeclined.name
    }
    sides = [
        {
            "duty": side,
            "declined_at": declined.get(side),
            "organisation": found.organisation_of(side),
            "listing": readable.get(getattr(found.listing_of(side), "pk", 0)),
            "agreed_at": found.agreed_at(side),
            "mandate": getattr(found, f"{side}_mandate"),
        }
        for side in SIDES
    ]
    context = {
        "introduction": found,
        "sides": sides,
        "mine": found.state == Introduction.State.OPEN and may_answer(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([(Introduction.ORIGIN, found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "introductions/introduction.html", context, status=status)


def _listing(request: HttpRequest, actor: Actor) -> Listing | None:
    """What one would talk about, by the page that one comes from."""
    pk = _number(request, "listing")
    return listings_on_market(actor).filter(pk=pk).first() if pk else None


def _organisation(request: HttpRequest, actor: Actor) -> Organisation | None:
    pk = _number(request, "organisation")
    return organisations_known_to(actor).filter(pk=pk).first() if pk else None


def _number(request: HttpRequest, name: str) -> int:
    """A whole number of the query string; 0 for anything else."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 19 else 0
