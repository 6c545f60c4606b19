"""A sitting: agenda, verdicts, decisions; the list that it drew up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.core.acts import Acts, Answered
from backend.core.sheets import download
from backend.panel import rules
from backend.panel.downloads import list_pdf, list_xlsx
from backend.panel.forms import AgendaForm, DecisionForm, ServiceForm, VerdictForm
from backend.panel.lifecycle import SITTING
from backend.panel.models import Decision, Expertise, Item, Sitting, Verdict
from backend.panel.selectors import (
    OFFERED,
    items_of,
    member_of,
    need_list,
    need_lists,
    needs_for_agenda,
    rows_for,
    sitting_followed_by,
    sittings_followed_by,
)
from backend.panel.services import SERVICES, item_add, item_decide, item_remove, verdict_give

ACTS = Acts(lifecycle=SITTING, services=SERVICES)
PAGE = 20
PDF = "application/pdf"


@login_required
@require_safe
def sitting(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The agenda with verdicts and decisions."""
    return _page(request, sitting_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, sitting_id: int, act: str) -> HttpResponse:
    """Open it, draw up the list, cancel it."""
    return ACTS.answer(request, sitting_id, act, page=_page)


def _page(
    request: HttpRequest,
    sitting_id: int,
    answered: Answered | None = None,
    *,
    agenda: AgendaForm | None = None,
    refused: tuple[int, ServiceForm] | None = None,
) -> HttpResponse:
    actor = actor_in(request)
    found = sitting_followed_by(actor, sitting_id)
    runs = rules.may_run_sitting(actor, found)
    open_ = found.state not in SITTING.settled
    items = list(items_of(found))
    context: dict[str, Any] = {
        "sitting": found,
        "runs": runs and open_,
        "items": [_shown(actor, found, item, items, refused) for item in items],
        "incomplete": sum(not item.complete for item in items),
        "agenda": agenda or (_agenda(actor, found) if runs and open_ else None),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    wrong = agenda is not None or refused is not None
    status = answered.status if answered else 422 if wrong else 200
    return render(request, "panel/sitting.html", context, status=status)


def _agenda(actor: Actor, found: Sitting, data: Any = None) -> AgendaForm:
    needs = needs_for_agenda(actor, found).select_related("owner")[:OFFERED]
    return AgendaForm(data, needs=needs)


def _shown(
    actor: Actor,
    found: Sitting,
    item: Item,
    items: list[Item],
    refused: tuple[int, ServiceForm] | None,
) -> dict[str, Any]:
    sits = found.state == Sitting.State.OPEN
    member = member_of(actor, found.panel) if sits and rules.may_judge(actor, item) else None
    own = next((one for one in item.verdicts.all() if member and one.member_id == member.pk), None)
    forms: dict[str, Any] = {
        "verdict_form": _verdict_form(item, own) if member else None,
        "decision_form": _decision_form(item, items)
        if sits and rules.may_run_sitting(actor, found)
        else None,
    }
    if refused and refused[0] == item.pk:
        name = "verdict_form" if isinstance(refused[1], VerdictForm) else "decision_form"
        forms[name] = refused[1]
    return {
        "item": item,
        "question": Expertise(member.kind).label if member else "",
        "own": own,
        "refused": bool(refused and refused[0] == item.pk),
    } | forms


def _verdict_form(item: Item, own: Verdict | None) -> VerdictForm:
    initial = {"level": own.level, "words": own.words} if own else None
    return VerdictForm(initial=initial, auto_id=f"verdict-{item.pk}-%s")


def _decision_form(item: Item, items: list[Item], data: Any = None) -> DecisionForm:
    initial = {
        "decision": item.decision,
        "note": item.note,
        "merged_with": item.merged_with_id or "",
    }
    return DecisionForm(
        data, item=item, items=items, initial=initial, auto_id=f"decision-{item.pk}-%s"
    )


@login_required
@require_POST
def add(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Put a need on the agenda."""
    actor = actor_in(request)
    form = _agenda(actor, sitting_followed_by(actor, sitting_id), request.POST)
    if form.is_valid():
        try:
            item_add(actor=actor, sitting_id=sitting_id, listing_id=form.cleaned_data["listing"])
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("sitting", sitting_id)
    return _page(request, sitting_id, agenda=form)


@login_required
@require_POST
def remove(request: HttpRequest, sitting_id: int, item_id: int) -> HttpResponse:
    """Take a need off the agenda."""
    actor = actor_in(request)
    item_remove(actor=actor, sitting_id=sitting_id, item_id=item_id)
    return redirect("sitting", sitting_id)


@login_required
@require_POST
def judge(request: HttpRequest, sitting_id: int, item_id: int) -> HttpResponse:
    """A member's verdict."""
    form = VerdictForm(request.POST, auto_id=f"verdict-{item_id}-%s")
    return _given(request, sitting_id, item_id, form, verdict_give, _("Your verdict is kept."))


@login_required
@require_POST
def decide(request: HttpRequest, sitting_id: int, item_id: int) -> HttpResponse:
    """What the sitting decided."""
    actor = actor_in(request)
    items = list(items_of(sitting_followed_by(actor, sitting_id)))
    item = next((one for one in items if one.pk == item_id), None)
    if item is None:
        return redirect("sitting", sitting_id)
    form = _decision_form(item, items, request.POST)
    return _given(request, sitting_id, item_id, form, item_decide, _("The decision is kept."))


def _given(
    request: HttpRequest,
    sitting_id: int,
    item_id: int,
    form: ServiceForm,
    service: Callable[..., object],
    done: str,
) -> HttpResponse:
    actor = actor_in(request)
    if form.is_valid():
        given = dict(form.cleaned_data)
        if "merged_with" in given:
            given["merged_with_id"] = given.pop("merged_with")
        try:
            service(actor=actor, sitting_id=sitting_id, item_id=item_id, **given)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, done)
            place = redirect("sitting", sitting_id)
            place["Location"] += f"#item-{item_id}"
            return place
    return _page(request, sitting_id, refused=(item_id, form))


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """All lists of needs that were drawn up."""
    page = Paginator(need_lists(), PAGE).get_page(request.GET.get("page"))
    return render(request, "panel/lists.html", {"page": page})


@require_safe
def listed(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """One list, as far as this reader may read it."""
    actor = actor_in(request)
    found = need_list(sitting_id)
    rows = rows_for(actor, found)
    context = {
        "sitting": found,
        "rows": [_listed(row) for row in rows],
        "hidden": len(found.rows) - len(rows),
        "takes_part": actor.signed_in and sittings_followed_by(actor).filter(pk=found.pk).exists(),
    }
    return render(request, "panel/list.html", context)


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    """A row in the reader's language."""
    return {
        **row,
        "decided": Decision(row["decision"]).label,
        "verdicts": [
            {
                "kind": Expertise(one["kind"]).short,
                "level": Verdict.Level(one["level"]).label,
                "words": one["words"],
                "tone": one["level"],
            }
            for one in row["verdicts"]
        ],
    }


@require_safe
def list_as_pdf(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The same on paper."""
    actor = actor_in(request)
    found = need_list(sitting_id)
    data = list_pdf(found, rows_for(actor, found))
    return download(data, f"{found.number}.pdf", PDF)


@require_safe
def list_as_xlsx(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The same as a workbook."""
    actor = actor_in(request)
    found = need_list(sitting_id)
    return download(list_xlsx(found, rows_for(actor, found)), f"{found.number}.xlsx")
