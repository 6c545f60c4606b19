"""Plans: the list, one with its lights, measures, evaluations and notices."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import Entry, trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted
from backend.core.sheets import download
from backend.plans import rules
from backend.plans.downloads import bulletin_pdf
from backend.plans.events import PlanFigureEntered
from backend.plans.forms import BulletinForm, EvaluationForm, MeasureForm, NewMeasureForm, PlanForm
from backend.plans.lifecycle import REGION_PLAN
from backend.plans.models import Bulletin, Measure, Plan
from backend.plans.selectors import lights_of, plan_readable_by, plans_readable_by, rows_of
from backend.plans.services import (
    PLAN_SERVICES,
    bulletin_issue,
    evaluation_add,
    measure_add,
    measure_report,
    plan_draw_up,
)
from backend.plans.subjects import plan_subject

ACTS = Acts(lifecycle=REGION_PLAN, services=PLAN_SERVICES)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Plans of regions with how many indicators show which light."""
    actor = actor_in(request)
    rows = [(plan, lights_of(rows_of(plan))) for plan in plans_readable_by(actor)[:30]]
    may = actor.organisation_id in [unit.pk for unit in rules.units_of(actor)]
    return render(request, "plans/index.html", {"rows": rows, "may_draw_up": may})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draw up a plan."""
    actor = actor_in(request)
    if not rules.units_of(actor):
        raise NotPermitted(_("Only officers of a region's unit draw up its plan."))
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_draw_up(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("region_plan", made.pk)
    return _form(request, form, _("Draw up a plan"), _("Draw up"))


@require_safe
def plan(request: HttpRequest, region_plan_id: int) -> HttpResponse:
    """One plan."""
    return _page(request, region_plan_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, region_plan_id: int, act: str) -> HttpResponse:
    """Put it into force, close it."""
    return ACTS.answer(request, region_plan_id, act, page=_page)


@login_required
@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, region_plan_id: int) -> HttpResponse:
    """Put a third party's evaluation on record."""
    actor = actor_in(request)
    found = plan_readable_by(actor, region_plan_id)
    form = EvaluationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            evaluation_add(actor=actor, region_plan_id=found.pk, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("region_plan", found.pk)
    return _form(request, form, _("Third-party evaluation"), _("Put on record"), found)


@login_required
@require_http_methods(["GET", "POST"])
def issue_bulletin(request: HttpRequest, region_plan_id: int) -> HttpResponse:
    """Issue a notice of how the plan stands."""
    actor = actor_in(request)
    found = plan_readable_by(actor, region_plan_id)
    form = BulletinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        bulletin_issue(actor=actor, region_plan_id=found.pk, **form.cleaned_data)
        messages.success(request, _("Issued. It stays as it is today."))
        return redirect("region_plan", found.pk)
    return _form(request, form, _("Issue a notice"), _("Issue"), found)


@require_safe
def bulletin(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """A notice as PDF."""
    found = Bulletin.objects.select_related("plan__unit").filter(
        pk=bulletin_id,
        plan__in=plans_readable_by(actor_in(request)),
    ).first()  # fmt: skip
    if found is None:
        raise NotFound(_("This notice does not exist."))
    name = f"{found.plan.name} {found.issue}.pdf"
    return download(bulletin_pdf(found), name, "application/pdf")


@login_required
@require_http_methods(["GET", "POST"])
def new_measure(request: HttpRequest, region_plan_id: int) -> HttpResponse:
    """Add a measure to a draft."""
    actor = actor_in(request)
    plan = plan_readable_by(actor, region_plan_id)
    form = NewMeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            measure_add(actor=actor, region_plan_id=plan.pk, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("region_plan", plan.pk)
    return _form(request, form, _("Add a measure"), _("Add"), plan)


@login_required
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Report on a measure."""
    actor = actor_in(request)
    one = Measure.objects.select_related("plan").filter(
        pk=measure_id, plan__in=plans_readable_by(actor)
    ).first()  # fmt: skip
    if one is None:
        raise NotFound(_("This measure does not exist."))
    form = MeasureForm(
        request.POST or None, initial={"standing": one.standing, "report": one.report}
    )
    if request.method == "POST" and form.is_valid():
        try:
            measure_report(actor=actor, measure_id=one.pk, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("region_plan", one.plan_id)
    return _form(request, form, f"{one.number} {one.name}", _("Report on progress"), one.plan)


def _form(
    request: HttpRequest, form: Any, title: str, submit: str, plan: Any = None
) -> HttpResponse:
    if plan is not None and not rules.may_run(actor_in(request), plan):
        raise NotPermitted(rules.NOT_RUNNING)
    context = {"form": form, "title": title, "submit": submit, "plan": plan}
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


def _trail(plan: Plan) -> list[Entry]:
    """What happened to it; who entered which figure stands with the indicator."""
    found = trail_entries([("region_plan", plan.pk)])
    return [entry for entry in found if entry.name != PlanFigureEntered.name]


def _page(
    request: HttpRequest, region_plan_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = plan_readable_by(actor, region_plan_id)
    rows = rows_of(found)
    inside = rules.may_run(actor, found)
    context = {
        "plan": found,
        "rows": rows,
        "lights": lights_of(rows),
        "measures": found.measures.all(),
        "evaluations": found.evaluations.order_by("-evaluated_on"),
        "bulletins": found.bulletins.order_by("-issue"),
        "inside": inside,
        "subject": plan_subject(actor, found) if inside or actor.operator else None,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": _trail(found) if inside else [],
    }
    status = answered.status if answered else 200
    return render(request, "plans/plan.html", context, status=status)
