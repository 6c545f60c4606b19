"""Reads of the shelf, of favourites, of what is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from backend.accounts.actors import Actor
from backend.catalog.chains import chain_node
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_narrowed, listings_on_market, listings_visible_to

from .models import Favourite

SORTS = {
    "newest": ("-published_at", "-pk"),
    "price": (F("achievement_details__price").asc(nulls_last=True), "-pk"),
    "readiness": (F("trl").desc(nulls_last=True), "-pk"),
}


@dataclass(frozen=True, slots=True)
class ShelfChain:
    """A chain of the shelf with how many achievements stand there."""

    code: str
    name: str
    count: int


def shelf(actor: Actor, *, sort: str = "newest", **wanted: str) -> QuerySet[Listing]:
    """Achievements on the market whose price and terms the actor may read, narrowed and in order.

    Price and terms are of the details tier: what is hidden of them stands on no shelf.
    """
    found = listings_on_market(actor, kind=ACHIEVEMENT.name).filter(details_readable=True)
    return listings_narrowed_by_details(found, wanted).order_by(*SORTS[sort])


def listings_narrowed_by_details(
    found: QuerySet[Listing], wanted: dict[str, str]
) -> QuerySet[Listing]:
    """As lists of the market narrow, and by the terms of achievements."""
    terms = wanted.pop("terms", "")
    if terms:
        found = found.filter(achievement_details__price_mode=terms)
    if mode := wanted.pop("mode", ""):
        # A list of codes in JSON; a code is part of no other one.
        found = found.filter(modes__icontains=f'"{mode}"')
    return listings_narrowed(found, **wanted)


def shelf_chains(found: QuerySet[Listing]) -> list[ShelfChain]:
    """The chains of what stands on the shelf, fullest first."""
    rows = found.exclude(chain="").order_by().values_list("chain").annotate(n=Count("pk"))
    counts: Counter[str] = Counter()
    for code, n in rows.values_list("chain", "n"):
        counts[code[:2]] += n
    named = [(chain_node(code), n) for code, n in counts.most_common()]
    return [ShelfChain(node.code, node.name, n) for node, n in named if node is not None]


def favourites_of(actor: Actor) -> QuerySet[Favourite]:
    """One's own, last changed first; each with ``still_readable``."""
    readable = listings_visible_to(actor).filter(pk=OuterRef("listing_id"))
    return (
        Favourite.objects.filter(user_id=actor.user_id or 0)
        .annotate(still_readable=Exists(readable))
        .select_related("listing__owner")
        .order_by("-updated_at", "-pk")
    )


def favourite_of(actor: Actor, listing: Listing) -> Favourite | None:
    """The actor's own favourite of a listing."""
    if not actor.signed_in:
        return None
    return Favourite.objects.filter(user_id=actor.user_id, listing=listing).first()


def listings_compared(actor: Actor, ids: Sequence[int]) -> list[Listing]:
    """Of the listings with these ids those that the actor may read, in the order of the ids."""
    rows = listings_visible_to(actor).filter(pk__in=ids).prefetch_related("indicators")
    held = {row.pk: row for row in rows}
    return [held[pk] for pk in ids if pk in held]
