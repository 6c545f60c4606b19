"""Random draws of inspections: lists, value, result, findings; all public."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.integrity import rules
from backend.integrity.forms import DrawForm, ValueForm
from backend.integrity.lifecycle import DRAW
from backend.integrity.selectors import draw_found, draws_listed
from backend.integrity.services import DRAW_SERVICES, draw_announce, finding_publish

ACTS = Acts(lifecycle=DRAW, services=DRAW_SERVICES, forms={"make": ValueForm})
PAGE = 20


@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """All draws."""
    actor = actor_in(request)
    page = Paginator(draws_listed(), PAGE).get_page(request.GET.get("page"))
    may = rules.INSPECT.allows(actor, actor.organisation_id)
    return render(request, "integrity/draws.html", {"page": page, "may_draw": may})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Publish the lists of a draw."""
    actor = actor_in(request)
    if not rules.INSPECT.allows(actor, actor.organisation_id):
        raise NotPermitted(rules.NOT_DRAWING)
    form = DrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = draw_announce(
                actor=actor, unit_id=actor.organisation_id or 0, values=form.values()
            )
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Published. The lists stand as they are from now on."))
            return redirect("draw", made.pk)
    context = {"form": form, "heading": _("Announce a draw"), "submit": _("Publish the lists")}
    return render(request, "integrity/form.html", context, status=422 if form.errors else 200)


@require_safe
def draw(request: HttpRequest, draw_id: int) -> HttpResponse:
    """One draw."""
    return _page(request, draw_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, draw_id: int, act: str) -> HttpResponse:
    """Draw, or call it off."""
    return ACTS.answer(request, draw_id, act, page=_page)


@login_required
@require_POST
def finding(request: HttpRequest, draw_id: int, item_id: int) -> HttpResponse:
    """Publish what was found."""
    try:
        finding_publish(
            actor=actor_in(request),
            draw_id=draw_id,
            item_id=item_id,
            finding=request.POST.get("finding", ""),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Published."))
    return redirect("draw", draw_id)


def _page(request: HttpRequest, draw_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = draw_found(actor, draw_id)
    context = {
        "draw": found,
        "leads": rules.may_draw(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else 200
    return render(request, "integrity/draw.html", context, status=status)
