"""The desk: where a person lands after signing in, by the duties they hold where they act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.catalog import rules
from backend.catalog.kinds import KINDS, NEED
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_brokered_by, listings_of, profile_of_own
from backend.portal.selectors import desks
from backend.portal.selectors.cards import cards_of
from backend.portal.selectors.operations import operations

CARDS = 8  # listings with their pairings on one page of a desk
TABLE = 20  # rows of an office's listings


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The sections of each duty in the organisation acted for; without one, the way to one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = [section for duty, section in _DESKS.items() if duty in actor.acting]
    if not found:
        found = [_NEWCOMER if actor.organisation_id is None else _MEMBER]
    sections = [
        render_to_string(template, compose(request, actor) | {"lead": place == 0}, request)
        for place, (template, compose) in enumerate(found)
    ]
    return render(request, "portal/desk.html", {"sections": sections})


def _newcomer(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {}


def _member(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    owner_id = actor.organisation_id or 0
    may = [k for k in KINDS.values() if rules.may_list(actor, kind=k.name, owner_id=owner_id)]
    return {"page": _page(request, listings_of(actor), TABLE), "kinds": may}


def _enterprise(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    page = _page(request, desks.own_listings(actor, kind=NEED.name), CARDS)
    by_status = desks.own_listings(actor, kind=NEED.name).order_by().values_list("status")
    return {
        "page": page,
        "cards": cards_of(actor, page.object_list),
        "profile": profile_of_own(actor),
        "counts": dict(by_status.annotate(n=Count("pk"))),
        "contracts": desks.contracts_waiting(actor),
    }


def _researcher(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    mine = desks.own_listings(actor).filter(contact_id=actor.user_id)
    page = _page(request, mine, CARDS)
    briefs = desks.pairings_of_contact(actor)
    return {
        "page": page,
        "cards": cards_of(actor, page.object_list),
        "waiting": [brief for brief in briefs if brief.waits_for_me],
        "fitting": [brief for brief in briefs if not brief.waits_for_me],
        "deals": desks.deal_rows(actor)[: desks.ROWS],
    }


def _office(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    page = _page(request, desks.own_listings(actor), TABLE)
    return {
        "page": page,
        "cards": cards_of(actor, page.object_list),
        "profile": profile_of_own(actor),
        "waiting": desks.pairings_waiting(actor),
        "contracts": desks.contracts_waiting(actor),
        "deals": desks.deal_rows(actor)[: desks.ROWS],
    }


def _broker(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    page = _page(request, listings_brokered_by(actor), CARDS)
    rows = desks.deal_rows(actor)
    return {
        "page": page,
        "cards": cards_of(actor, page.object_list),
        "profile": profile_of_own(actor),
        "proposals": desks.pairings_brokered(actor),
        "stalled": [row for row in rows if row.stalled],
        "deals": [row for row in rows if not row.stalled][: desks.ROWS],
    }


def _operator(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"operations": operations()}


def _page(request: HttpRequest, found: QuerySet[Listing], size: int) -> Any:
    return Paginator(found, size).get_page(request.GET.get("page"))


_Section = tuple[str, Callable[[HttpRequest, Actor], dict[str, Any]]]
_NEWCOMER: _Section = ("portal/_desk_newcomer.html", _newcomer)
_MEMBER: _Section = ("portal/_desk_member.html", _member)
_DESKS: dict[str, _Section] = {
    Duty.ENTERPRISE_MEMBER: ("portal/_desk_enterprise.html", _enterprise),
    Duty.UNIVERSITY_OFFICE: ("portal/_desk_office.html", _office),
    Duty.RESEARCHER: ("portal/_desk_researcher.html", _researcher),
    Duty.BROKER: ("portal/_desk_broker.html", _broker),
    Duty.OPERATOR: ("portal/_desk_operator.html", _operator),
}
