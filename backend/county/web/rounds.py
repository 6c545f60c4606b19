"""Rounds: opened by the bureau, filled by suppliers, objected to by counties."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, Refusal
from backend.county import rules
from backend.county.forms import ObjectionForm, RoundForm
from backend.county.lifecycle import FIGURE_OBJECTION
from backend.county.models import Figure, Round
from backend.county.selectors import (
    county_figures as figures_of_county,
)
from backend.county.selectors import (
    figures_frozen,
    objection_readable_by,
    objections_readable_by,
    release_running,
    round_readable_by,
    scheme_for,
    task_rows,
    tasks_readable_by,
)
from backend.county.services import (
    OBJECTION_SERVICES,
    objection_raise,
    release_draft,
    round_open,
)

ACTS = Acts(lifecycle=FIGURE_OBJECTION, services=OBJECTION_SERVICES)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    actor = actor_in(request)
    if rules.opening_bureau_of(actor) is None:
        raise NotPermitted(rules.NOT_OPENING)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = round_open(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Opened. Departments and counties are asked for figures."))
            return redirect("index_round", made.pk)
    status = 422 if form.errors else 200
    return render(request, "county/round_new.html", {"form": form}, status=status)


@login_required
@require_safe
def round_page(request: HttpRequest, index_round_id: int) -> HttpResponse:
    """Who was asked for what, what is there, and the releases made of it."""
    actor = actor_in(request)
    found = round_readable_by(actor, index_round_id)
    rows = task_rows(found, tasks_readable_by(actor).filter(round=found))
    scheme = scheme_for(found)
    context = {
        "round": found,
        "scheme": scheme,
        "rows": [(row, scheme.supplier_name(row.task.supplier)) for row in rows],
        "objections": objections_readable_by(actor).filter(figure__round=found),
        "releases": found.releases.order_by("-version") if rules.may_run(actor, found) else [],
        "running": release_running(found),
        "may_draft": rules.may_run(actor, found) and not found.releases.exists(),
        "county": _own_county(actor, found),
        "trail": trail_entries([("index_round", found.pk)]),
    }
    return render(request, "county/round.html", context)


@login_required
@require_POST
def draft(request: HttpRequest, index_round_id: int) -> HttpResponse:
    """Reckon a first release."""
    actor = actor_in(request)
    made = release_draft(actor=actor, index_round_id=index_round_id)
    messages.success(request, _("Reckoned. The draft is read by the bureau alone."))
    return redirect("index_release", made.pk)


@login_required
@require_safe
def county_figures(request: HttpRequest, index_round_id: int, county: str) -> HttpResponse:
    """A county's own figures, which its officers may object to."""
    actor = actor_in(request)
    found = round_readable_by(actor, index_round_id)
    own = rules.county_unit_of(actor, county) is not None
    if county not in found.counties or not (own or rules.may_run(actor, found) or actor.operator):
        raise NotFound(_("This county is not part of the round, or it is not yours."))
    scheme = scheme_for(found)
    context = {
        "round": found,
        "county": county,
        "rows": [
            (one, figure, scheme.supplier_name(one.supplier))
            for one, figure in figures_of_county(found, county)
        ],
        "own": own and not figures_frozen(found),
        "objections": objections_readable_by(actor).filter(
            figure__round=found, figure__county=county
        ),
    }
    return render(request, "county/county_figures.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Object to a figure."""
    actor = actor_in(request)
    figure = Figure.objects.filter(pk=figure_id, replaced_at=None).select_related("round").first()
    if figure is None or rules.county_unit_of(actor, figure.county) is None:
        raise NotFound(_("This figure does not exist, or it is not your county's."))
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = objection_raise(actor=actor, figure_id=figure_id, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect("index_county_figures", figure.round_id, figure.county)
        else:
            messages.success(request, _("Sent. The bureau answers it."))
            return redirect("figure_objection", made.pk)
    context = {
        "form": form,
        "figure": figure,
        "indicator": scheme_for(figure.round).indicator(figure.indicator),
    }
    status = 422 if form.errors else 200
    return render(request, "county/objection_new.html", context, status=status)


@login_required
@require_safe
def objection(request: HttpRequest, figure_objection_id: int) -> HttpResponse:
    """An objection and its answer."""
    return _page(request, figure_objection_id)


@login_required
@require_http_methods(["GET", "POST"])
def objection_act(request: HttpRequest, figure_objection_id: int, act: str) -> HttpResponse:
    """Uphold, dismiss or withdraw it."""
    return ACTS.answer(request, figure_objection_id, act, page=_page)


def _own_county(actor: Actor, round_: Round) -> str:
    found = [c for c in round_.counties if rules.county_unit_of(actor, c) is not None]
    return found[0] if found else ""


def _page(
    request: HttpRequest, figure_objection_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = objection_readable_by(actor, figure_objection_id)
    context = {
        "objection": found,
        "indicator": scheme_for(found.figure.round).indicator(found.figure.indicator),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("figure_objection", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "county/objection.html", context, status=status)
