"""Deals: the list, and the page of one, which other apps' sections make up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.conversation.selectors import unread_of
from backend.core.acts import Acts, Answered, Button
from backend.core.exporting import Column, exported, format_asked
from backend.deals.lifecycle import DEAL
from backend.deals.models import Stage
from backend.deals.next_steps import next_steps
from backend.deals.origins import origin_link
from backend.deals.sections import NextStep, sections_shown
from backend.deals.selectors import deal_followed_by, deals_followed_by
from backend.deals.services import MOVES, SERVICES
from backend.deals.subjects import deal_subject
from backend.deals.trail import deal_timeline

from .deal_context import room_context
from .parties import parties_of
from .way import way_of

PAGE_SIZE = 20
ACTS = Acts(lifecycle=DEAL, services=SERVICES)


@login_required
@require_safe
def deals(request: HttpRequest) -> HttpResponseBase:
    """The deals of the organisation and those one takes part in, last moved first; ``format`` takes
    them along."""
    actor = actor_in(request)
    found = deals_followed_by(actor)
    stage = request.GET.get("stage", "")
    if stage in Stage.values:
        found = found.filter(stage=stage)
    if format_asked(request):
        return exported(request, _("Deals"), _columns(), found)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    steps = next_steps(list(page.object_list), actor)
    unread = unread_of(actor, "deal", list(steps))
    rows = [
        {"deal": deal, "step": steps[deal.pk], "unread": unread.get(deal.pk, 0)}
        for deal in page.object_list
    ]
    return render(
        request,
        "deals/deals.html",
        {"page": page, "rows": rows, "stage": stage, "stages": Stage.choices},
    )


@login_required
@require_safe
def deal(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Stage, both parties, the next step, and what other apps show of it."""
    return deal_page(request, deal_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, deal_id: int, act: str) -> HttpResponse:
    """Do what a side does with the deal."""
    return ACTS.answer(request, deal_id, act, page=deal_page)


def deal_page(
    request: HttpRequest,
    deal_id: int,
    answered: Answered | None = None,
    *,
    given: Mapping[str, Mapping[str, Any]] | None = None,
    forms: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a deal; ``answered`` is an act of it that was refused, ``given`` are values for
    sections, as a form of theirs that was, ``forms`` the room's own that were.

    Raises NotFound.
    """
    actor = actor_in(request)
    found = deal_followed_by(actor, deal_id)
    buttons = ACTS.buttons(found, actor, answered)
    step = next_steps([found], actor)[found.pk]
    subject = deal_subject(actor, found)
    context = {
        **room_context(actor, found, forms or {}),
        "deal": found,
        "subject": subject,
        "step": step,
        "origin": origin_link(found),
        "parties": parties_of(found, actor),
        "way": way_of(found, buttons),
        "acts": [_weighed(button, step) for button in buttons if button.name not in MOVES],
        "refusal": answered.refusal if answered else None,
        "sections": sections_shown(actor, found, given or {}),
        "trail": deal_timeline(found, subject),
    }
    return render(
        request, "deals/deal.html", context, status=answered.status if answered else status
    )


def _weighed(button: Button, step: NextStep) -> Button:
    """Closing a deal is its main act once nothing else is open."""
    if button.name == "close":
        return replace(button, look="main" if step.idle else "plain")
    return button


def _columns() -> list[Column]:
    return [
        Column("title", _("Need and offer"), lambda deal: deal.title),
        Column("buyer", _("Buyer"), lambda deal: str(deal.buyer)),
        Column("seller", _("Seller"), lambda deal: str(deal.seller)),
        Column("stage", _("Stage"), lambda deal: deal.get_stage_display()),
        Column("moved_at", _("Last moved"), lambda deal: deal.updated_at),
    ]
