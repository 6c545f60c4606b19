"""The portal's parts of desks: heads, and listings with what fits them, which several apps make."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty
from backend.catalog import rules
from backend.catalog.kinds import EXPERT, KINDS, NEED
from backend.catalog.models import OFF_MARKET, Listing
from backend.catalog.selectors import listings_brokered_by, listings_of, profile_of_own
from backend.posting.selectors import drafts_open

from .selectors.cards import cards_of
from .selectors.operations import operations
from .selectors.own import own_listings
from .selectors.recommending import recommendation_counts
from .selectors.regional import region_overview

CARDS = 8  # listings with their pairings on one page of a desk
TABLE = 20  # rows of an office's listings
HEAD, OPERATIONS, LISTINGS = 0, 50, 90  # order


def _cards(
    request: HttpRequest, actor: Actor, found: QuerySet[Listing], size: int = CARDS
) -> dict[str, Any]:
    page = Paginator(found, size).get_page(request.GET.get("page"))
    return {"page": page, "page_obj": page, "cards": cards_of(actor, page.object_list)}


def _recommended(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    total = sum(recommendation_counts(actor).values())
    return {"total": total} if total else None


def _profile(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"profile": profile_of_own(actor)}


def _enterprise_head(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    by_status = own_listings(actor, kind=NEED.name).order_by().values_list("status")
    counts = dict(by_status.annotate(n=Count("pk")))
    counts["draft"] = counts.get("draft", 0) + drafts_open(actor).count()
    return _profile(request, actor) | {"counts": counts}


def _enterprise(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return _cards(request, actor, own_listings(actor, kind=NEED.name))


def _office(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return _cards(request, actor, own_listings(actor), TABLE)


def _researcher_head(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    presented = listings_of(actor, kind=EXPERT.name).filter(contact_id=actor.user_id)
    return {"expert": presented.exclude(status__in=OFF_MARKET).first()}


def _researcher(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return _cards(request, actor, own_listings(actor).filter(contact_id=actor.user_id))


def _broker(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return _cards(request, actor, listings_brokered_by(actor))


def _member(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    owner_id = actor.organisation_id or 0
    may = [k for k in KINDS.values() if rules.may_list(actor, kind=k.name, owner_id=owner_id)]
    page = Paginator(listings_of(actor), TABLE).get_page(request.GET.get("page"))
    return {"page": page, "kinds": may}


def _nothing(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {}


def _operator(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"operations": operations()}


def _region(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"overview": region_overview(actor)}


def _part(name: str, duty: Duty, order: int, context: Any) -> DeskPart:
    return DeskPart(
        name=name,
        duties=(duty,),
        order=order,
        template=f"portal/_desk_{name}.html",
        context=context,
    )


desk_register(
    DeskPart(
        name="recommended",
        duties=(Duty.ENTERPRISE_MEMBER, Duty.RESEARCHER, Duty.UNIVERSITY_OFFICE, Duty.BROKER),
        order=28,
        template="portal/_desk_recommended.html",
        context=_recommended,
    ),
    _part("enterprise_head", Duty.ENTERPRISE_MEMBER, HEAD, _enterprise_head),
    _part("enterprise", Duty.ENTERPRISE_MEMBER, LISTINGS, _enterprise),
    _part("office_head", Duty.UNIVERSITY_OFFICE, HEAD, _profile),
    _part("office", Duty.UNIVERSITY_OFFICE, LISTINGS, _office),
    _part("researcher_head", Duty.RESEARCHER, HEAD, _researcher_head),
    _part("researcher", Duty.RESEARCHER, LISTINGS, _researcher),
    _part("broker_head", Duty.BROKER, HEAD, _profile),
    _part("broker", Duty.BROKER, LISTINGS, _broker),
    _part("member", Duty.SERVICE_MEMBER, HEAD, _member),
    _part("region", Duty.REGIONAL_OFFICER, HEAD, _region),
    _part("operator_head", Duty.OPERATOR, HEAD, _nothing),
    _part("operator", Duty.OPERATOR, OPERATIONS, _operator),
)
