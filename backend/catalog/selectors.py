"""Reads of listings, always within the reader's audience."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty, Organisation, User
from backend.accounts.regions import beginning_of
from backend.accounts.selectors import members_with_duty, memberships_with_duty, on_market
from backend.core.errors import NotFound
from backend.ladder.models import Standing
from backend.ladder.selectors import holding

from .kinds import KINDS
from .models import OFF_MARKET, PRESENTING, Indicator, Listing, ListingAudience, Status, Tier

_RELATED = ("owner", "contact", *(kind.relation for kind in KINDS.values()))


def _readable(tier: Tier, audience: Collection[str], listing: str = "pk") -> Exists:
    return Exists(
        ListingAudience.objects.filter(listing=OuterRef(listing), tier=tier, token__in=audience)
    )


def details_readable(actor: Actor, listing: str) -> Exists:
    """For a query: whether the actor may read the details of the listing whose id a column holds."""
    return _readable(Tier.DETAILS, actor.audience, listing)


def _profile_of(organisation: str, audience: Collection[str]) -> Subquery:
    """The id of the published profile of the organisation in a column, where it may be read."""
    profiles = Listing.objects.filter(
        _readable(Tier.SUMMARY, audience),
        owner=OuterRef(organisation),
        kind__in=PRESENTING,
        status=Status.PUBLISHED,
    )
    return Subquery(profiles.values("pk")[:1])


def listings_visible_to(actor: Actor) -> QuerySet[Listing]:
    """Listings whose summary the actor may read.

    Each carries ``details_readable``; a page or an answer shows the details tier only where it is set.
    ``owner_profile`` is the id of the profile on which the actor reads of its owner, None without one.
    """
    return (
        Listing.objects.filter(_readable(Tier.SUMMARY, actor.audience))
        .annotate(
            details_readable=_readable(Tier.DETAILS, actor.audience),
            owner_profile=_profile_of("owner_id", actor.audience),
        )
        .select_related(*_RELATED)
    )


def listings_on_market(actor: Actor, *, kind: str | None = None) -> QuerySet[Listing]:
    """Published listings the actor may read, newest first."""
    found = listings_visible_to(actor).filter(status=Status.PUBLISHED)
    if kind is not None:
        found = found.filter(kind=kind)
    return found.order_by("-published_at", "-pk")


def listings_narrowed(found: QuerySet[Listing], **wanted: Any) -> QuerySet[Listing]:
    """Those of an ``owner``, of a ``technology_field``, of an ``industry`` (a section holds its
    divisions), of a ``region`` (a province holds its cities), of an industry ``chain`` (it holds its
    links), of a readiness level ``trl``, of firms that hold a ``grade`` today, or of a choice that
    their kind filters by; an empty value narrows nothing.
    """
    for name, value in wanted.items():
        if value:
            found = found.filter(**_narrowing(name, value))
    return found


def _narrowing(name: str, value: Any) -> dict[str, Any]:
    if name in ("technology_field", "trl", "owner"):
        return {name: value}
    if name == "grade":
        return {"owner__in": Standing.objects.filter(holding(), equals=value).values("firm_id")}
    if name in ("industry", "chain"):
        return {f"{name}__startswith": value}
    if name == "region":
        return {"region__startswith": beginning_of(value)}
    relation = next(kind.relation for kind in KINDS.values() if name in kind.filters)
    return {f"{relation}__{name}": value}


def market_counts(actor: Actor) -> dict[str, int]:
    """How many listings of each kind the actor finds on the market: what its lists count."""
    found = Listing.objects.filter(
        _readable(Tier.SUMMARY, actor.audience), status=Status.PUBLISHED
    ).values("kind")
    return {row["kind"]: row["n"] for row in found.annotate(n=Count("pk"))}


def brokers_available() -> QuerySet[User]:
    """Active brokers of verified agencies, by name."""
    held = memberships_with_duty(Duty.BROKER).filter(on_market("organisation"))
    return User.objects.filter(pk__in=held.values("user_id")).order_by("name", "pk")


def listing_visible_to(actor: Actor, listing_id: int) -> Listing:
    """One listing with its indicators. Raises NotFound, also where the actor may not know of it."""
    found = listings_visible_to(actor).prefetch_related("indicators").filter(pk=listing_id).first()
    if found is None:
        raise NotFound(_("This listing does not exist, or you may not see it."))
    return found


def listings_of(actor: Actor, *, kind: str | None = None) -> QuerySet[Listing]:
    """What the organisation acted for has listed, drafts included, last changed first."""
    found = listings_visible_to(actor).filter(owner_id=actor.organisation_id)
    if kind is not None:
        found = found.filter(kind=kind)
    return found.order_by("-updated_at", "-pk")


def profile_of_own(actor: Actor) -> Listing | None:
    """The profile of the organisation acted for, a draft too; None where it has none or withdrew it."""
    found = listings_of(actor).filter(kind__in=PRESENTING)
    return found.exclude(status__in=OFF_MARKET).first()


def listings_presented(actor: Actor, profile: Listing) -> QuerySet[Listing]:
    """What the organisation of a profile has on the market beside it, newest first."""
    return listings_on_market(actor).filter(owner_id=profile.owner_id).exclude(kind__in=PRESENTING)


def organisations_presented(actor: Actor, ids: Iterable[int]) -> dict[int, Organisation]:
    """Organisations by id; each carries ``profile``, the id of the one that the actor may read."""
    found = Organisation.objects.annotate(profile=_profile_of("pk", actor.audience))
    return found.in_bulk(list(ids))  # type: ignore[return-value]  # an annotated one is one


def organisations_on_market(
    actor: Actor, *, q: str = "", kind: str = "", region: str = ""
) -> QuerySet[Organisation]:
    """Verified organisations by name, each with its ``profile`` and how much it has ``listed``, as far
    as the actor may read."""
    own = Listing.objects.filter(
        _readable(Tier.SUMMARY, actor.audience), owner=OuterRef("pk"), status=Status.PUBLISHED
    ).exclude(kind__in=PRESENTING)
    counted = own.order_by().values("owner").annotate(n=Count("pk")).values("n")
    found = Organisation.objects.filter(on_market()).annotate(
        profile=_profile_of("pk", actor.audience), listed=Coalesce(Subquery(counted), 0)
    )
    if q:
        found = found.filter(Q(name__icontains=q) | Q(name_en__icontains=q))
    if kind:
        found = found.filter(kind=kind)
    if region:
        found = found.filter(region__startswith=beginning_of(region))
    return found.order_by("-listed", "name", "pk")


def listings_brokered_by(actor: Actor) -> QuerySet[Listing]:
    """Needs and achievements the actor accompanies as broker."""
    return (
        listings_visible_to(actor)
        .filter(broker_id=actor.user_id, status=Status.PUBLISHED)
        .order_by("-published_at")
    )


def listings_for_engines(listing_ids: Iterable[int]) -> QuerySet[Listing]:
    """Listings with all an engine needs, regardless of readers; never for a page."""
    return (
        Listing.objects.filter(pk__in=list(listing_ids))
        .select_related(*_RELATED)
        .prefetch_related(
            Prefetch("indicators", Indicator.objects.order_by("position")), "audiences"
        )
        .order_by("pk")
    )


def published_count(kind: str) -> int:
    """How many of a kind are on the market."""
    return Listing.objects.filter(kind=kind, status=Status.PUBLISHED).count()


def people_of_listing(listing: Listing) -> set[int]:
    """Who hears of a listing's matters: its contact, the organisation's deciders, its broker."""
    people = set(members_with_duty(listing.owner_id, *BINDING).values_list("pk", flat=True))
    people.add(listing.contact_id)
    if listing.broker_id is not None:
        people.add(listing.broker_id)
    return people
