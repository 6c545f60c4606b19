"""The pipeline: a broker's deals as a table and as a board, saved views, next steps of many, export."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.brokerage import services
from backend.brokerage.downloads import pipeline_sheet
from backend.brokerage.forms import NextStepForm, ViewForm
from backend.brokerage.pipeline import (
    ORDERS,
    RUNNING_ONLY,
    Filters,
    board,
    filters_read,
    pipeline,
    rows_of,
)
from backend.brokerage.rules import NOT_ITS_BROKER, SERVE
from backend.brokerage.selectors import colleagues_of, views_of
from backend.core.errors import NotPermitted, Refusal
from backend.core.sheets import download, workbook_of
from backend.deals.models import Stage
from backend.deals.services import SERVICES
from backend.deals.stages import BY_HAND

PAGE_SIZE = 50
BOARD = "board"


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The deals that the reader accompanies, with what is next in each."""
    return _page(request, _broker(request))


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The filtered table as a workbook, all its pages."""
    actor = _broker(request)
    deals = list(_read(actor, filters_read({name: str(request.GET[name]) for name in request.GET})))
    return download(workbook_of(pipeline_sheet(rows_of(actor, deals))), "pipeline.xlsx")


@login_required
@require_POST
def move(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Move a deal to another stage, from the board or the table."""
    actor = _broker(request)
    stage = request.POST.get("stage", "")
    back = _back(request)
    if stage not in BY_HAND:
        messages.error(request, _("Deals come to this stage by their contracts, not by hand."))
        return redirect(back)
    try:
        SERVICES[f"move_{stage}"](
            actor=actor, deal_id=deal_id, expected_revision=_number(request.POST.get("revision"))
        )
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Moved. The others are told."))
    return redirect(back)


@login_required
@require_POST
def next_steps(request: HttpRequest) -> HttpResponse:
    """Give oneself the same next step in several deals."""
    actor = _broker(request)
    form = NextStepForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, step=form, status=422)
    try:
        count = services.next_steps_set(
            actor=actor,
            deal_ids=form.cleaned_data["deals"],
            what=form.cleaned_data["what"],
            due_on=form.cleaned_data["due_on"],
        )
    except ValidationError as error:
        form.add_service_errors(error)
        return _page(request, actor, step=form, status=422)
    said = ngettext(
        "The next step stands in %(n)d deal.", "The next step stands in %(n)d deals.", count
    )
    messages.success(request, said % {"n": count})
    return redirect(_back(request))


@login_required
@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    """Keep the filters in force under a name."""
    actor = _broker(request)
    form = ViewForm(request.POST, auto_id="view_%s")
    if form.is_valid():
        try:
            services.view_save(
                actor=actor, name=form.cleaned_data["name"], query=_query(request).urlencode()
            )
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect(_back(request))
    return _page(request, actor, view=form, status=422)


@login_required
@require_POST
def view_delete(request: HttpRequest, view_id: int) -> HttpResponse:
    """Delete a view of one's own."""
    services.view_delete(actor=_broker(request), view_id=view_id)
    return redirect("pipeline")


def _broker(request: HttpRequest) -> Actor:
    actor = actor_in(request)
    if not SERVE.allows_anywhere(actor):
        raise NotPermitted(NOT_ITS_BROKER)
    return actor


def _read(actor: Actor, filters: Filters) -> Any:
    found = pipeline(actor, filters)
    return found.select_related("buyer", "seller", "need", "offer").prefetch_related("people")


def _query(request: HttpRequest) -> QueryDict:
    """The filters that a form was sent from."""
    query = QueryDict(request.POST.get("query", "")[:500], mutable=True)
    query.pop("page", None)
    return query


def _back(request: HttpRequest) -> str:
    query = _query(request).urlencode()
    return f"{reverse('pipeline')}?{query}" if query else reverse("pipeline")


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _page(
    request: HttpRequest,
    actor: Actor,
    *,
    step: NextStepForm | None = None,
    view: ViewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    query = request.GET if request.method in {"GET", "HEAD"} else _query(request)
    filters = filters_read({name: str(query[name]) for name in query})
    context: dict[str, Any] = {
        "filters": filters,
        "query": query.urlencode(),
        "views": views_of(actor),
        "view_form": view or ViewForm(auto_id="view_%s"),
        "orders": [(name, words) for name, (words, _by) in ORDERS.items()],
        "stages": [
            (RUNNING_ONLY, _("Running")),
            *Stage.choices,
            ("all", _("All")),
        ],
        "by_hand": [(stage, stage.label) for stage in BY_HAND],
        "step_form": step or NextStepForm(),
    }
    if query.get("view") == BOARD:
        return render(
            request,
            "brokerage/board.html",
            {**context, "columns": board(actor, filters)},
            status=status,
        )
    page = Paginator(_read(actor, filters), PAGE_SIZE).get_page(query.get("page"))
    context |= {"page": page, "rows": rows_of(actor, list(page.object_list))}
    context["colleagues"] = [] if page.object_list else colleagues_of(actor)
    return render(request, "brokerage/pipeline.html", context, status=status)
