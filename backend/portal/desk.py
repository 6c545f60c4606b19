"""The portal's parts of desks: heads, and listings with what fits them, which several apps make."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty
from backend.catalog.models import Kind, Listing
from backend.catalog.selectors import listings_brokered_by, profile_of_own

from .selectors.cards import cards_of
from .selectors.operations import operations
from .selectors.own import own_listings

CARDS = 8  # listings with their pairings on one page of a desk
TABLE = 20  # rows of an office's listings
HEAD, LISTINGS = 0, 90  # order


def _cards(
    request: HttpRequest, actor: Actor, found: QuerySet[Listing], size: int = CARDS
) -> dict[str, Any]:
    page = Paginator(found, size).get_page(request.GET.get("page"))
    return {"page": page, "page_obj": page, "cards": cards_of(actor, page.object_list)}


def _profile(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"profile": profile_of_own(actor)}


def _enterprise_head(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    by_status = own_listings(actor, kind=Kind.NEED).order_by().values_list("status")
    counts = dict(by_status.annotate(n=Count("pk")))
    return _profile(request, actor) | {"counts": counts}


def _enterprise(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return _cards(request, actor, own_listings(actor, kind=Kind.NEED))


def _office(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return _cards(request, actor, own_listings(actor), TABLE)


def _researcher(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return _cards(request, actor, own_listings(actor).filter(contact_id=actor.user_id))


def _broker(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return _cards(request, actor, listings_brokered_by(actor))


def _nothing(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {}


def _operator(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"operations": operations()}


def _part(name: str, duty: Duty | None, order: int, context: Any) -> DeskPart:
    return DeskPart(
        name=name,
        duties=(duty,) if duty else (),
        order=order,
        template=f"portal/_desk_{name}.html",
        context=context,
    )


desk_register(
    _part("newcomer", None, HEAD, _nothing),
    _part("enterprise_head", Duty.ENTERPRISE_MEMBER, HEAD, _enterprise_head),
    _part("enterprise", Duty.ENTERPRISE_MEMBER, LISTINGS, _enterprise),
    _part("office_head", Duty.UNIVERSITY_OFFICE, HEAD, _profile),
    _part("office", Duty.UNIVERSITY_OFFICE, LISTINGS, _office),
    _part("researcher_head", Duty.RESEARCHER, HEAD, _nothing),
    _part("researcher", Duty.RESEARCHER, LISTINGS, _researcher),
    _part("broker_head", Duty.BROKER, HEAD, _profile),
    _part("broker", Duty.BROKER, LISTINGS, _broker),
    _part("operator", Duty.OPERATOR, HEAD, _operator),
)
