"""Mandates: the list, giving one, and the page of one with all that was done by it."""

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

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.mandates.forms import MandateForm
from backend.mandates.lifecycle import MANDATE
from backend.mandates.rules import NOT_CLIENT, may_grant
from backend.mandates.selectors import mandate_known, mandates_known
from backend.mandates.services import SERVICES, mandate_grant

PAGE_SIZE = 20
ACTS = Acts(lifecycle=MANDATE, services=SERVICES)


@login_required
@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    """Those that the reader's organisations gave, and those he holds."""
    actor = actor_in(request)
    page = Paginator(mandates_known(actor), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": page.object_list, "may_grant": may_grant(actor)}
    return render(request, "mandates/mandates.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Let a broker act for the organisation."""
    actor = actor_in(request)
    if not may_grant(actor):
        raise NotPermitted(NOT_CLIENT)
    if request.method != "POST":
        form = MandateForm(actor=actor, initial=_initial(request))
        return render(request, "mandates/new.html", {"form": form})
    form = MandateForm(request.POST, actor=actor)
    if form.is_valid():
        try:
            made = mandate_grant(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Given. The broker is told."))
            return redirect("mandate", made.pk)
    return render(request, "mandates/new.html", {"form": form}, status=422)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """The listing and its broker, on the way from its page."""
    return {name: request.GET[name] for name in ("listing", "broker") if name in request.GET}


@login_required
@require_safe
def mandate(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """For whom, over what, until when, and what was done by it."""
    return _page(request, mandate_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, mandate_id: int, act: str) -> HttpResponse:
    """End it, as client or as broker."""
    return ACTS.answer(request, mandate_id, act, page=_page)


def _page(request: HttpRequest, mandate_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = mandate_known(actor, mandate_id)
    context = {
        "mandate": found,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("mandate", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "mandates/mandate.html", context, status=status)
