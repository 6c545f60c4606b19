"""Finding an organisation, asking to join it, and answering who asked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.middleware import SESSION_KEY
from backend.accounts.templatetags.people import named
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import WrongState
from backend.joining import rules
from backend.joining.forms import JoinForm
from backend.joining.lifecycle import JOIN_REQUEST
from backend.joining.models import JoinRequest
from backend.joining.selectors import (
    domain_proving,
    organisation_to_join,
    organisations_to_join,
    request_known_to,
    requests_own,
)
from backend.joining.services import SERVICES, join_ask

ACTS = Acts(lifecycle=JOIN_REQUEST, services=SERVICES)


@login_required
@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Find one's organisation by name, or by the address that one has proved."""
    actor = actor_in(request)
    text = request.GET.get("q", "")[:120]
    context = {
        "text": text,
        "organisations": organisations_to_join(actor, text),
        "requests": requests_own(actor)[:20],
    }
    return render(request, "joining/join.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Ask to join; who has an address of the organisation is a member at once."""
    actor = actor_in(request)
    organisation = organisation_to_join(organisation_id)
    form = JoinForm(request.POST or None, kind=organisation.kind)
    if request.method == "POST" and form.is_valid():
        try:
            asked = join_ask(actor=actor, organisation_id=organisation.pk, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return _onward(request, asked)
    context = {
        "organisation": organisation,
        "form": form,
        "proving": domain_proving(actor.user_id, organisation),
        "by_domain": rules.duty_by_domain(organisation),
    }
    status = 422 if form.errors else 200
    return render(request, "joining/ask.html", context, status=status)


def _onward(request: HttpRequest, asked: JoinRequest) -> HttpResponse:
    if asked.state != JoinRequest.State.ACCEPTED:
        messages.success(
            request, _("Your request is sent. You are told as soon as it is answered.")
        )
        return redirect("join_request", asked.pk)
    request.session[SESSION_KEY] = asked.organisation_id
    told = {"name": named(asked.organisation)}
    messages.success(request, _("You act for %(name)s now.") % told)
    return redirect("desk")


@login_required
@require_safe
def join_request(request: HttpRequest, join_request_id: int) -> HttpResponse:
    """Who asks, as what, and what came of it."""
    return _page(request, join_request_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, join_request_id: int, act: str) -> HttpResponse:
    """Answer it, or take it back."""
    return ACTS.answer(request, join_request_id, act, page=_page)


def _page(
    request: HttpRequest, join_request_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = request_known_to(actor, join_request_id)
    context = {
        "join_request": found,
        "mine": found.person_id == actor.user_id,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("join_request", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "joining/request.html", context, status=status)
