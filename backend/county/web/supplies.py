"""A task of supplying figures: typed into a table, sent as a file, or computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.regions import name_of
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import Refusal
from backend.core.sheets import download
from backend.county.forms import SheetForm
from backend.county.lifecycle import SUPPLY_TASK
from backend.county.models import Figure, SupplyTask
from backend.county.schemes import PLATFORM
from backend.county.selectors import scheme_for, task_places, task_readable_by, task_table
from backend.county.services import TASK_SERVICES, supply_compute, supply_deliver
from backend.county.sources import figures_from_file, task_xlsx
from backend.county.subjects import task_subject
from backend.county.values import SuppliedFigure

# Figures are handed in by the table and the file below, not by a button.
ACTS = Acts(
    lifecycle=SUPPLY_TASK,
    services={name: do for name, do in TASK_SERVICES.items() if name != "deliver"},
)
MOST_BYTES = 5 << 20


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of the table: its name, what stands in it, what is wrong with it."""

    name: str
    label: str
    text: str
    errors: list[str]
    figure: Figure | None


@login_required
@require_safe
def task(request: HttpRequest, supply_task_id: int) -> HttpResponse:
    """The figures of a task, with their proof."""
    return _page(request, supply_task_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, supply_task_id: int, act: str) -> HttpResponse:
    """Check or return what was handed in."""
    return ACTS.answer(request, supply_task_id, act, page=_page)


@login_required
@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, supply_task_id: int) -> HttpResponse:
    """Hand in what was typed into the table."""
    actor = actor_in(request)
    found = task_readable_by(actor, supply_task_id)
    if request.method == "GET":
        return redirect("supply_task", found.pk)
    typed = {name: str(text) for name, text in request.POST.items() if name.count("/") == 1}
    figures = [
        SuppliedFigure(
            county=name.partition("/")[0],
            indicator=name.partition("/")[2],
            year=found.round.year,
            text=text[:60],
        )
        for name, text in typed.items()
    ]
    return _take(request, found, figures, typed)


@login_required
@require_http_methods(["GET", "POST"])
def deliver_file(request: HttpRequest, supply_task_id: int) -> HttpResponse:
    """Hand in the figures of a file."""
    actor = actor_in(request)
    found = task_readable_by(actor, supply_task_id)
    if request.method == "GET":
        return redirect("supply_task", found.pk)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found.pk, sheet=form)
    upload = form.cleaned_data["file"]
    try:
        if upload.size > MOST_BYTES:
            raise ValidationError({"file": _("The file is larger than 5 MB.")})
        figures = figures_from_file(upload.name, upload.read())
    except ValidationError as error:
        form.add_service_errors(error)
        return _page(request, found.pk, sheet=form)
    return _take(request, found, figures, {f"{f.county}/{f.indicator}": f.text for f in figures})


@login_required
@require_POST
def compute(request: HttpRequest, supply_task_id: int) -> HttpResponse:
    """Let the platform reckon its figures."""
    actor = actor_in(request)
    supply_compute(actor=actor, supply_task_id=supply_task_id, expected_revision=_revision(request))
    messages.success(request, _("Computed from what is registered. Check the figures."))
    return redirect("supply_task", supply_task_id)


@login_required
@require_safe
def template(request: HttpRequest, supply_task_id: int) -> HttpResponse:
    """A workbook to fill in."""
    found = task_readable_by(actor_in(request), supply_task_id)
    supplier = scheme_for(found.round).supplier_name(found.supplier)
    return download(task_xlsx(found), f"{supplier} {found.round.year}.xlsx")


def _take(
    request: HttpRequest,
    found: SupplyTask,
    figures: list[SuppliedFigure],
    typed: Mapping[str, str],
) -> HttpResponse:
    try:
        supply_deliver(
            actor=actor_in(request),
            supply_task_id=found.pk,
            expected_revision=_revision(request),
            figures=figures,
        )
    except ValidationError as error:
        return _page(request, found.pk, typed=typed, errors=error.message_dict)
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        return _page(request, found.pk, Answered("", None, 409, refusal), typed=typed)
    messages.success(request, str(SUPPLY_TASK.transition("deliver").done))
    return redirect("supply_task", found.pk)


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _page(
    request: HttpRequest,
    supply_task_id: int,
    answered: Answered | None = None,
    *,
    typed: Mapping[str, str] | None = None,
    errors: dict[str, list[str]] | None = None,
    sheet: SheetForm | None = None,
) -> HttpResponse:
    actor = actor_in(request)
    found = task_readable_by(actor, supply_task_id)
    scheme = scheme_for(found.round)
    rows, known = _rows(found, typed or {}, errors or {})
    step = SUPPLY_TASK.transition("deliver")
    may = step in SUPPLY_TASK.open_to(found, actor)
    context: dict[str, Any] = {
        "task": found,
        "supplier": scheme.supplier_name(found.supplier),
        "indicators": scheme.supplied_by(found.supplier),
        "rows": rows,
        "other_errors": [
            message for key, said in (errors or {}).items() if key not in known for message in said
        ],
        "wrong": bool(errors),
        "may_deliver": may,
        "computable": may and found.supplier == PLATFORM,
        "sheet": sheet or SheetForm(),
        "subject": task_subject(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("supply_task", found.pk)]),
    }
    status = answered.status if answered else 422 if errors or (sheet and sheet.errors) else 200
    return render(request, "county/task.html", context, status=status)


def _rows(
    found: SupplyTask, typed: Mapping[str, str], errors: dict[str, list[str]]
) -> tuple[list[tuple[str, str, list[Field]]], set[str]]:
    held = task_table(found)
    rows, known = [], set()
    for county in task_places(found):
        cells = []
        for one in scheme_for(found.round).supplied_by(found.supplier):
            name = f"{county}/{one.code}"
            known.add(name)
            figure = held.get((county, one.code))
            stands = figure.value if figure else None
            shown = "" if stands is None else f"{stands.normalize():f}"
            label = f"{name_of(county)} {one.name} ({one.unit})"
            cells.append(Field(name, label, typed.get(name, shown), errors.get(name, []), figure))
        rows.append((county, name_of(county), cells))
    return rows, known
