"""Entrants' pages: handing in, one's own entries, an entry with what became of it."""

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

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.challenges import rules
from backend.challenges.documents import certificate_pdf
from backend.challenges.forms import EntryForm
from backend.challenges.lifecycle import ENTRY
from backend.challenges.models import Assignment, Entry
from backend.challenges.selectors import (
    call_visible_to,
    entries_of,
    entry_of_actor,
    entry_readable_by,
)
from backend.challenges.services import ENTRY_SERVICES, entry_hand_in, entry_join
from backend.challenges.services.eligibility import entrant_check
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, WrongState
from backend.core.sheets import download
from backend.deals.selectors import deals_followed_by

PAGE_SIZE = 20
ACTS = Acts(lifecycle=ENTRY, services=ENTRY_SERVICES)


@login_required
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, call_id: int) -> HttpResponse:
    """Hand in, or replace what one has handed in, as a whole."""
    actor = actor_in(request)
    call = call_visible_to(actor, call_id)
    alone = "alone" in request.GET or "alone" in request.POST
    organisation = entrant_check(actor, call, alone=alone)
    own = entry_of_actor(actor, call)
    options: dict[str, Any] = {"call": call, "entry": own, "alone": alone}
    form = EntryForm(request.POST or None, **options)
    if request.method == "POST" and form.is_valid():
        try:
            made = entry_hand_in(actor=actor, call_id=call_id, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Handed in. The receipt below proves what and when."))
            return redirect("entry", made.pk)
    context = {"call": call, "form": form, "own": own, "organisation": organisation}
    status = 422 if form.errors else 200
    return render(request, "challenges/enter.html", context, status=status)


@login_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """One's own, newest first."""
    actor = actor_in(request)
    page = Paginator(entries_of(actor), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "challenges/entries.html", {"page": page})


@login_required
@require_safe
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """What was handed in, by whom, and what became of it."""
    return _page(request, entry_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, entry_id: int, act: str) -> HttpResponse:
    """Do what its owner, or who runs the call, does with it."""
    return ACTS.answer(request, entry_id, act, page=_page, onward=_onward)


@login_required
@require_POST
def join(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Confirm one's part in a consortium."""
    actor = actor_in(request)
    try:
        entry_join(actor=actor, entry_id=entry_id)
    except WrongState as refusal:
        return _page(request, entry_id, Answered("join", None, refusal.status, refusal))
    messages.success(request, _("Your part is confirmed."))
    return redirect("entry", entry_id)


@login_required
@require_safe
def certificate(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The certificate of a prize as PDF."""
    found = entry_readable_by(actor_in(request), entry_id)
    if not found.certificate or found.state != Entry.State.AWARDED:
        raise NotFound(_("There is no certificate of this entry."))
    name = _("Certificate %(number)s") % {"number": found.certificate}
    return download(certificate_pdf(found), f"{name}.pdf", "application/pdf")


def _onward(request: HttpRequest, found: Entry) -> HttpResponse:
    if found.state == Entry.State.WITHDRAWN:
        return redirect("call", found.call_id)
    return redirect("entry", found.pk)


def _page(request: HttpRequest, entry_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = entry_readable_by(actor, entry_id)
    runs = rules.may_read_entries(actor, found.call)
    members = list(found.members.select_related("organisation"))
    asked = next((m for m in members if m.organisation_id == actor.organisation_id), None)
    owns = entries_of(actor).filter(pk=found.pk).exists()
    told = found.call.told and found.call.awarded_at is not None
    read = owns and (not found.call.terms.sealed or found.call.opened_at is not None)
    answers = [(q.words, found.answers.get(q.name, "")) for q in found.call.terms.questions]
    remarks = Assignment.objects.filter(entry=found, done_at__isnull=False).order_by("pk")
    deal = deals_followed_by(actor).filter(pk=found.deal_id).first() if found.deal_id else None
    context = {
        "entry": found,
        "call": found.call,
        "answers": answers if found.answers and (runs or read) else [],
        "price": found.price if runs or owns else None,
        "members": members,
        "asked": asked if asked and asked.confirmed_at is None else None,
        "may_join": asked is not None and rules.may_join(actor, asked),
        "owns": owns,
        "runs": runs,
        "decided": told or found.state in (Entry.State.EXCLUDED, Entry.State.CUT),
        "remarks": [row.remark for row in remarks] if told else [],
        "deal": deal,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([(found.call.ORIGIN, found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "challenges/entry.html", context, status=status)
