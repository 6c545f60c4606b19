"""The index held against the listings, both ways; what differs is healed where that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

import structlog
from django.utils import timezone

from backend.catalog.models import Listing
from backend.catalog.services import document_version_raise
from backend.core.errors import Unavailable
from backend.discovery.models import IndexCheck
from search_index import facade as search_index
from search_index.contracts import Document, IndexUnavailable, StoredVersion

from .comparing import PAGE, Differences, batches, listings_compare, orphans
from .indexing import index_prepare, listings_write_index

log = structlog.get_logger()

KEPT = 100  # checks kept for the operator
Progress = Callable[[int, int], None]  # listings done, of how many


def index_check(
    *, repair: bool, grace: timedelta = timedelta(0), progress: Progress | None = None
) -> Differences:
    """What differs between listings and the generation in force; ``repair`` heals as it goes.

    Listings changed within ``grace`` are left to the chain of events. Raises Unavailable.
    """
    started = monotonic()
    found = Differences()
    with unavailable():
        index_prepare()
        listings = Listing.objects.filter(updated_at__lte=timezone.now() - grace)
        total = listings.count()
        for ids in batches(listings, PAGE):
            some = listings_compare(ids)
            found.add(some)
            if repair:
                _rewrite(some.of_listings)
            if progress:
                progress(found.compared, total)
        for lost in orphans():
            found.orphaned.extend(row.id for row in lost)
            if repair:
                search_index.index([Document.invisible(row.id, row.version) for row in lost])
    _record(found, repair, monotonic() - started)
    return found


@contextmanager
def unavailable() -> Iterator[None]:
    """An index that does not answer as the refusal that deliveries wait for."""
    try:
        yield
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error


def _rewrite(ids: Sequence[int]) -> None:
    if not ids:
        return
    for row in _ahead(ids):
        # The database was set back to an earlier day: its document would be refused as older.
        document_version_raise(listing_id=row.id, above=row.version)
    listings_write_index(ids)


def _ahead(ids: Sequence[int]) -> list[StoredVersion]:
    """Documents newer than their listing."""
    own = dict(Listing.objects.filter(pk__in=ids).values_list("pk", "document_version"))
    return [row for row in search_index.versions(ids) if row.version > own.get(row.id, row.version)]


def _record(found: Differences, repair: bool, seconds: float) -> None:
    """Keep what was found for the operator's page, the last ones alone."""
    IndexCheck.objects.create(
        compared=found.compared, repaired=repair, seconds=seconds, **found.counts
    )
    old = list(IndexCheck.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:])
    IndexCheck.objects.filter(pk__in=old).delete()
    if found.total:
        log.warning("index_differs", repaired=repair, **found.counts)
