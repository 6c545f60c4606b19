"""An indicator: its years, its target and what became of it, and its parts by region."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.regions import region_label
from backend.core.errors import NotPermitted
from backend.core.form_fields import NumberField
from backend.plans import rules
from backend.plans.forms import FigureForm, IndicatorForm, TargetForm
from backend.plans.models import Indicator, IndicatorKind, Plan
from backend.plans.selectors import (
    division_of,
    figures_in,
    plan_indicator_of,
    plan_readable_by,
    rows_of,
)
from backend.plans.services import (
    plan_indicator_add,
    target_set,
    targets_hand_down,
    year_figure_enter,
)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, region_plan_id: int) -> HttpResponse:
    """Add an indicator to a draft."""
    actor = actor_in(request)
    plan = plan_readable_by(actor, region_plan_id)
    if not rules.may_run(actor, plan):
        raise NotPermitted(rules.NOT_RUNNING)
    form = IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_indicator_add(actor=actor, region_plan_id=plan.pk, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("plan_indicator", made.pk)
    context = {"form": form, "title": _("Add an indicator"), "submit": _("Add"), "plan": plan}
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


@require_safe
def indicator(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """An indicator."""
    return _page(request, indicator_id)


@login_required
@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Set its target, or adjust it with a reason."""
    actor = actor_in(request)
    found = plan_indicator_of(actor, indicator_id)
    form = _target_form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            target_set(actor=actor, indicator_id=found.pk, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("The target stands."))
            return redirect("plan_indicator", found.pk)
    return _page(request, found.pk, target_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def figure(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Enter a year's figure."""
    actor = actor_in(request)
    found = plan_indicator_of(actor, indicator_id)
    form = _figure_form(actor, found, request.POST or None)
    if form is None:
        raise NotPermitted(rules.NOT_ENTERING)
    if request.method == "POST" and form.is_valid():
        try:
            year_figure_enter(actor=actor, indicator_id=found.pk, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("plan_indicator", found.pk)
    return _page(request, found.pk, figure_form=form)


@require_http_methods(["GET", "POST"])
def division(request: HttpRequest, indicator_id: int, region: str) -> HttpResponse:
    """How the target is handed down from a region; the parts are checked against the whole."""
    actor = actor_in(request)
    found = plan_indicator_of(actor, indicator_id)
    may = rules.may_enter(actor, found, region) and found.plan.state != Plan.State.CLOSED
    errors: dict[str, list[str]] = {}
    typed = {key: str(text) for key, text in request.POST.items() if key.isdecimal()}
    if request.method == "POST":
        try:
            targets = _targets(typed)
            targets_hand_down(actor=actor, indicator_id=found.pk, region=region, targets=targets)
        except ValidationError as error:
            errors = error.message_dict
        else:
            messages.success(request, _("Handed down."))
            return redirect("plan_division", found.pk, region)
    held = division_of(found, region)
    rows = []
    for row in held.rows:
        stands = "" if row.target is None else f"{row.target.normalize():f}"
        rows.append((row, typed.get(row.region.code, stands), errors.get(row.region.code, [])))
    context = {
        "indicator": found,
        "division": held,
        "rows": rows,
        "whole_errors": errors.get("whole", []),
        "may": may,
    }
    return render(request, "plans/division.html", context, status=422 if errors else 200)


def _targets(typed: dict[str, str]) -> dict[str, Decimal]:
    """The parts that were typed. Raises ValidationError by region."""
    field = NumberField(max_digits=18, decimal_places=4, required=False)
    found, errors = {}, {}
    for code, text in typed.items():
        try:
            value = field.clean(text)
        except ValidationError as error:
            errors[code] = error.messages
        else:
            if value is not None:
                found[code] = value
    if errors:
        raise ValidationError(errors)
    return found


def _target_form(found: Indicator, data: Any = None) -> TargetForm:
    return TargetForm(
        data,
        in_force=found.plan.state == Plan.State.IN_FORCE,
        ranged=found.kind == IndicatorKind.RANGE,
        initial={"target": found.target, "target_max": found.target_max},
        auto_id="target_%s",
    )


def _figure_form(actor: Actor, found: Indicator, data: Any = None) -> FigureForm | None:
    """The form, for the regions whose figures the actor enters; None where there is none."""
    plan = found.plan
    codes = [plan.region, *found.shares.order_by("region").values_list("region", flat=True)]
    mine = [(c, region_label(c)) for c in codes if rules.may_enter(actor, found, c)]
    years = list(range(plan.starts, min(plan.ends, timezone.localdate().year) + 1))
    if not mine or not years or plan.state != Plan.State.IN_FORCE:
        return None
    return FigureForm(
        data, regions=mine, years=years, initial={"year": years[-1]}, auto_id="figure_%s"
    )


def _page(
    request: HttpRequest,
    indicator_id: int,
    *,
    target_form: TargetForm | None = None,
    figure_form: FigureForm | None = None,
) -> HttpResponse:
    actor = actor_in(request)
    found = plan_indicator_of(actor, indicator_id)
    row = next(row for row in rows_of(found.plan) if row.indicator.pk == found.pk)
    inside = rules.may_run(actor, found.plan)
    may_set = inside and found.plan.state != Plan.State.CLOSED
    wrong = any(form is not None and form.errors for form in (target_form, figure_form))
    context = {
        "indicator": found,
        "row": row,
        "figures": figures_in(found, found.plan.region, replaced=inside),
        "inside": inside,
        "adjustments": found.adjustments.select_related("decided_by").order_by("-pk"),
        "division": division_of(found, found.plan.region),
        "target_form": (target_form or _target_form(found)) if may_set else None,
        "figure_form": figure_form or (_figure_form(actor, found) if actor.signed_in else None),
    }
    return render(request, "plans/indicator.html", context, status=422 if wrong else 200)
