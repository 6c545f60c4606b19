"""What is published or changed, for those who keep searches and follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backend.accounts.actors import Actor
from backend.accounts.selectors import actors_of
from backend.catalog.events import (
    ListingClosed,
    ListingContracted,
    ListingPublished,
    ListingReopened,
    ListingRevised,
    ListingsPublished,
    ListingTransferred,
    ListingWithdrawn,
)
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_visible_to
from backend.core.notices import notice_send
from backend.core.selectors import event_time
from backend.discovery.events import ListingIndexed, ListingsIndexed

from .events import SearchFound
from .models import SavedSearch, SearchFind
from .notices import CHANGED, FOUND, FOUND_SEVERAL, PUBLISHED
from .selectors import followers_of_listing, followers_of_organisation
from .services import listings_find

Changed = (
    ListingRevised
    | ListingWithdrawn
    | ListingClosed
    | ListingContracted
    | ListingReopened
    | ListingTransferred
)


def saved_searches_find(event: ListingIndexed, event_id: int) -> None:
    """Hold what is new or changed against all saved searches."""
    listings_find([event.listing_id])


def saved_searches_find_together(events: Sequence[ListingIndexed]) -> None:
    """The same for several at once."""
    listings_find(sorted({event.listing_id for event in events}))


def saved_searches_find_all(event: ListingsIndexed, event_id: int) -> None:
    """The same for a batch of an import: a search tells of it once."""
    listings_find(event.listing_ids)


def search_found_notify(event: SearchFound, event_id: int) -> None:
    """Whose search it is, where they are to be told at once."""
    search = SavedSearch.objects.filter(pk=event.saved_search_id).first()
    if search is None or search.frequency != SavedSearch.Frequency.AT_ONCE:
        return
    for reader in actors_of([search.user_id]):
        visible = listings_visible_to(reader).filter(pk__in=event.listing_ids)
        ids = sorted(visible.values_list("pk", flat=True))
        kind, about = (FOUND, ids[0]) if len(ids) == 1 else (FOUND_SEVERAL, search.pk)
        if ids:
            payload = {"name": search.name, "n": len(ids)}
            notice_send(
                kind, readers=[reader], about=about, payload=payload, key=f"event:{event_id}"
            )
    told = SearchFind.objects.filter(search=search, listing__in=event.listing_ids)
    told.filter(told_at__isnull=True).update(told_at=event_time(event_id))


def followed_changed_notify(event: Changed, event_id: int) -> None:
    """Who follows a listing that changed; a draft is nobody's matter."""
    if isinstance(event, ListingRevised) and not event.published:
        return
    listing = Listing.objects.get(pk=event.listing_id)
    follows = {row.user_id: row.pk for row in followers_of_listing(listing.pk)}
    for reader in _others(follows, listing.owner_id):
        notice_send(
            CHANGED,
            readers=[reader],
            about=follows[reader.person],
            payload={"what": event.name},
            key=f"event:{event_id}",
        )


def followed_published_notify(event: ListingPublished, event_id: int) -> None:
    """Who follows the organisation that published something, where they may read it."""
    _tell_published([event.listing_id], event_id)


def followed_published_notify_all(event: ListingsPublished, event_id: int) -> None:
    """The same for an import: the first of it that a reader may read stands for all."""
    _tell_published(event.listing_ids, event_id)


def _tell_published(listing_ids: Sequence[int], event_id: int) -> None:
    owner_id = Listing.objects.values_list("owner_id", flat=True).get(pk=listing_ids[0])
    people = followers_of_organisation(owner_id).values_list("user_id", flat=True)
    for reader in _others(people, owner_id):
        visible = listings_visible_to(reader).filter(pk__in=listing_ids).order_by("pk")
        first = visible.values_list("pk", flat=True).first()
        if first is not None:
            notice_send(PUBLISHED, readers=[reader], about=first, key=f"event:{event_id}")


def _others(people: Iterable[int], owner_id: int) -> list[Actor]:
    """Those of the people who do not belong to the owner: they know."""
    return [reader for reader in actors_of(people) if not reader.belongs_to(owner_id)]
