"""Lists of honours: read by everybody once published, drawn up by the science bureau."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.core.sheets import download
from backend.honours.downloads import honour_list_pdf
from backend.honours.forms import HonourListForm
from backend.honours.lifecycle import HONOUR_LIST
from backend.honours.rules import NOT_UNIT, unit_listing
from backend.honours.selectors import (
    honour_list_visible_to,
    honour_lists_visible_to,
    honours_shown,
)
from backend.honours.services import LIST_SERVICES, honour_answer, honour_list_draw_up

ACTS = Acts(lifecycle=HONOUR_LIST, services=LIST_SERVICES)


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """All lists; an officer draws one up here."""
    actor = actor_in(request)
    unit = unit_listing(actor) if actor.signed_in else None
    form = HonourListForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST":
        if unit is None:
            raise NotPermitted(NOT_UNIT)
        if form.is_valid():
            try:
                made = honour_list_draw_up(actor=actor, **form.cleaned_data)
            except ValidationError as refused:
                form.add_service_errors(refused)
            except WrongState as refusal:
                form.add_error(None, str(refusal.message))
            else:
                return redirect("honour_list", made.pk)
    context = {"lists": honour_lists_visible_to(actor), "form": form if unit else None}
    return render(request, "honours/lists.html", context, status=422 if form.errors else 200)


@require_safe
def honour_list(request: HttpRequest, honour_list_id: int) -> HttpResponse:
    """One list."""
    return _page(request, honour_list_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, honour_list_id: int, act: str) -> HttpResponse:
    """Publish it."""
    return ACTS.answer(request, honour_list_id, act, page=_page)


@login_required
@require_POST
def answer(request: HttpRequest, honour_list_id: int) -> HttpResponse:
    """Say whether one is named."""
    agreed = request.POST.get("agreed") == "yes"
    honour_answer(actor=actor_in(request), honour_list_id=honour_list_id, agreed=agreed)
    told = _("You will be named.") if agreed else _("You will not be named.")
    messages.success(request, told)
    return redirect("honour_list", honour_list_id)


@require_safe
def paper(request: HttpRequest, honour_list_id: int) -> HttpResponse:
    """The list as PDF."""
    actor = actor_in(request)
    found = honour_list_visible_to(actor, honour_list_id)
    name = f"honours-{found.year}-{found.kind}.pdf"
    return download(honour_list_pdf(found, honours_shown(actor, found)), name, "application/pdf")


def _page(request: HttpRequest, pk: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = honour_list_visible_to(actor, pk)
    rows = honours_shown(actor, found)
    context = {
        "list": found,
        "rows": rows,
        "told": any(one.told for one in rows),
        "own": next((one for one in rows if one.answers), None),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else 200
    return render(request, "honours/list.html", context, status=status)
