"""What is published or changed, for those who keep searches and follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

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
from backend.core.notices import NoticeKind, notice_send
from backend.discovery.events import ListingIndexed, ListingsIndexed

from .events import SearchFound
from .models import SavedSearch
from .notices import CHANGED, FOUND, NEW_IN_CHAIN, PUBLISHED
from .selectors import followers_of_chains_above, followers_of_listing, followers_of_organisation
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
    """Whose search it is; how often that goes beyond the inbox is the search's matter."""
    people = SavedSearch.objects.filter(pk=event.saved_search_id).values_list("user_id", flat=True)
    notice_send(FOUND, readers=actors_of(people), about=event.find_id, key=f"find:{event.find_id}")


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
    """Who follows the organisation that published something, or its chain, where they may read it."""
    _tell_published([event.listing_id], event_id)


def followed_published_notify_all(event: ListingsPublished, event_id: int) -> None:
    """The same for an import: the first of it that a reader may read stands for all."""
    _tell_published(event.listing_ids, event_id)


def _tell_published(listing_ids: Sequence[int], event_id: int) -> None:
    rows = list(Listing.objects.filter(pk__in=listing_ids).values_list("pk", "owner_id", "chain"))
    owner_id = rows[0][1]
    people = followers_of_organisation(owner_id).values_list("user_id", flat=True)
    wanted = {person: set(listing_ids) for person in people}
    told = _tell(PUBLISHED, wanted, owner_id, event_id)
    new_in: defaultdict[str, set[int]] = defaultdict(set)
    for pk, _owner, chain in rows:
        new_in[chain].add(pk)
    by_chain: defaultdict[int, set[int]] = defaultdict(set)
    for chain, listings in new_in.items():
        for person in followers_of_chains_above(chain).values_list("user_id", flat=True):
            if person not in told:
                by_chain[person] |= listings
    _tell(NEW_IN_CHAIN, by_chain, owner_id, event_id)


def _tell(
    kind: NoticeKind, wanted: Mapping[int, Collection[int]], owner_id: int, event_id: int
) -> set[int]:
    """Each of the people of the first of their listings that they may read; who was told."""
    told = set()
    for reader in _others(wanted, owner_id):
        visible = listings_visible_to(reader).filter(pk__in=wanted[reader.person])
        first = visible.order_by("pk").values_list("pk", flat=True).first()
        if first is not None:
            notice_send(kind, readers=[reader], about=first, key=f"event:{event_id}")
            told.add(reader.person)
    return told


def _others(people: Iterable[int], owner_id: int) -> list[Actor]:
    """Those of the people who do not belong to the owner: they know."""
    return [reader for reader in actors_of(people) if not reader.belongs_to(owner_id)]
