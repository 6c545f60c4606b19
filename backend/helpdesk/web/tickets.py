"""Asking the platform, and answering who asks."""

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
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import WrongState
from backend.helpdesk import rules
from backend.helpdesk.forms import TicketForm
from backend.helpdesk.lifecycle import TICKET
from backend.helpdesk.models import Ticket
from backend.helpdesk.selectors import ticket_known_to, tickets_known_to
from backend.helpdesk.services import SERVICES, ticket_open
from backend.helpdesk.subjects import ticket_subject

ACTS = Acts(lifecycle=TICKET, services=SERVICES)
PAGE_SIZE = 20


@login_required
@require_safe
def tickets(request: HttpRequest) -> HttpResponse:
    """One's questions; an operator's queue."""
    actor = actor_in(request)
    state = request.GET.get("state", "")
    found = tickets_known_to(actor)
    if state in Ticket.State.values:
        found = found.filter(state=state)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "states": Ticket.State.choices,
        "state": state if state in Ticket.State.values else "",
        "answers": rules.ANSWER.allows(actor, None),
    }
    return render(request, "helpdesk/tickets.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask the platform."""
    form = TicketForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = ticket_open(actor=actor_in(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Sent. You are told as soon as there is an answer."))
            return redirect("ticket", made.pk)
    status = 422 if form.errors else 200
    return render(request, "helpdesk/ticket_new.html", {"form": form}, status=status)


@login_required
@require_safe
def ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """What was asked and said."""
    return _page(request, ticket_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, ticket_id: int, act: str) -> HttpResponse:
    """Close it."""
    return ACTS.answer(request, ticket_id, act, page=_page)


def _page(request: HttpRequest, ticket_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = ticket_known_to(actor, ticket_id)
    context = {
        "ticket": found,
        "about": ticket_subject(actor, found),
        "mine": found.person_id == actor.user_id,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([(Ticket.SUBJECT, found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "helpdesk/ticket.html", context, status=status)
