"""Who serves, and a commissioner's page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.regions import region_of
from backend.accounts.trail import trail_entries
from backend.commissioners import rules
from backend.commissioners.lifecycle import APPOINTMENT
from backend.commissioners.selectors import (
    appointment_of_own,
    appointment_readable_by,
    appointments_followed_by,
    commissioners_serving,
    region_acted_for,
)
from backend.commissioners.services import SERVICES
from backend.core.acts import Acts, Answered

ACTS = Acts(lifecycle=APPOINTMENT, services=SERVICES)
PAGE = 20


@require_safe
def commissioners(request: HttpRequest) -> HttpResponse:
    """Those in service, of a region where one is chosen; and one's own concerns."""
    actor = actor_in(request)
    region = request.GET.get("region", "")
    region = region if region_of(region) else ""
    own = request.GET.get("show") == "own" and actor.signed_in
    found = appointments_followed_by(actor) if own else commissioners_serving(region)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "own_list": own,
        "region": region,
        "near": region_acted_for(actor),
        "may_appoint": rules.may_appoint(actor),
        "serving": appointment_of_own(actor),
    }
    return render(request, "commissioners/commissioners.html", context)


@require_safe
def appointment(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Who it is, where from, what for, where and until when."""
    return _page(request, appointment_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, appointment_id: int, act: str) -> HttpResponse:
    """Do what the unit, the home institution or the person does."""
    return ACTS.answer(request, appointment_id, act, page=_page)


def _page(
    request: HttpRequest, appointment_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = appointment_readable_by(actor, appointment_id)
    follows = rules.may_follow(actor, found)
    context = {
        "appointment": found,
        "follows": follows,
        "may_ask": found.serving and rules.may_ask(actor),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("appointment", found.pk)]) if follows else [],
    }
    status = answered.status if answered else 200
    return render(request, "commissioners/appointment.html", context, status=status)
