"""Reads of one's saved searches and follows: each is its owner's alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.chains import chain_path
from backend.catalog.models import Listing, Status
from backend.catalog.selectors import listings_visible_to
from backend.core.errors import NotFound
from backend.following.models import Follow, SavedSearch, SearchFind


def saved_searches_of(actor: Actor) -> QuerySet[SavedSearch]:
    """The actor's own, by name; each carries ``found``, how many listings it found so far that are
    still on the market and readable for him."""
    readable = listings_visible_to(actor).filter(
        pk=OuterRef("finds__listing"), status=Status.PUBLISHED
    )
    return (
        SavedSearch.objects.filter(user_id=actor.person)
        .select_related("question")
        .annotate(found=Count("finds", filter=Exists(readable), distinct=True))
        .order_by("name", "pk")
    )


def saved_search_of(actor: Actor, search_id: int) -> SavedSearch:
    """One of the actor's own. Raises NotFound."""
    found = saved_searches_of(actor).filter(pk=search_id).first()
    if found is None:
        raise NotFound(_("There is no such saved search among yours."))
    return found


def feed_of(secret: str) -> SavedSearch | None:
    """The search that a feed's secret address is of."""
    found = SavedSearch.objects.filter(secret=secret, user__is_active=True)
    return found.select_related("question", "user").first()


def finds_of(actor: Actor, search: SavedSearch) -> QuerySet[Listing]:
    """What a saved search found, of what the actor may read today, newest find first."""
    found = SearchFind.objects.filter(search=search, listing=OuterRef("pk"))
    return (
        listings_visible_to(actor)
        .filter(Exists(found), status=Status.PUBLISHED)
        .annotate(found_at=found.values("created_at")[:1])
        .order_by("-found_at", "-pk")
    )


def finds_readable(actor: Actor, ids: Collection[int]) -> dict[int, SearchFind]:
    """Of these finds those of the actor's own searches whose listing he may read today."""
    visible = listings_visible_to(actor).filter(pk=OuterRef("listing"))
    rows = SearchFind.objects.filter(Exists(visible), pk__in=ids, search__user_id=actor.person)
    return rows.select_related("search", "listing").in_bulk()


def follows_of(actor: Actor) -> QuerySet[Follow]:
    """What the actor follows, newest first; each carries ``still_readable``, whether he may read the
    listing today."""
    visible = listings_visible_to(actor).filter(pk=OuterRef("listing"))
    rows = Follow.objects.filter(user_id=actor.person).annotate(still_readable=Exists(visible))
    return rows.select_related("organisation", "listing").order_by("-created_at", "-pk")


def follows_about(actor: Actor, listing: Listing) -> Sequence[Follow]:
    """What the actor follows of a listing and its organisation: at most two rows."""
    if not actor.signed_in:
        return []
    return list(
        Follow.objects.filter(
            Q(listing=listing) | Q(organisation=listing.owner_id), user_id=actor.person
        )
    )


def followers_of_listing(listing_id: int) -> QuerySet[Follow]:
    """Who follows a listing; never for a page."""
    return Follow.objects.filter(listing=listing_id)


def followers_of_organisation(organisation_id: int) -> QuerySet[Follow]:
    """Who follows an organisation; never for a page."""
    return Follow.objects.filter(organisation=organisation_id)


def followers_of_chain(code: str) -> QuerySet[Follow]:
    """Who follows a chain or link, what it lies in, or something in it; never for a page."""
    return Follow.objects.filter(Q(chain__in=chain_path(code)) | Q(chain__startswith=code))


def followers_of_chains_above(code: str) -> QuerySet[Follow]:
    """Who follows what a listing of this chain or link lies in; never for a page."""
    return Follow.objects.filter(chain__in=chain_path(code))


def chains_followed(actor: Actor) -> dict[str, Follow]:
    """The chains and links that the actor follows, by code; nothing for a visitor."""
    found = Follow.objects.filter(user_id=actor.user_id or 0).exclude(chain="")
    return {follow.chain: follow for follow in found}
