"""Builds the next generation of the index from the database, and goes back to the one before."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.catalog.models import NOT_YET, Listing, Status
from backend.core.errors import WrongState
from backend.discovery.models import IndexWork
from backend.discovery.releases import release_in_force
from matching import facade as matching
from search_index import facade as search_index
from search_index.contracts import IndexOutdated

from .checking import Progress, index_check, unavailable
from .comparing import batches, listings_compare
from .indexing import index_prepare, listing_documents, listings_write_index

log = structlog.get_logger()

BATCH = 200
# Longer than a batch takes, its encoding included; whoever was killed is waited for so long.
LEASE = timedelta(minutes=2)
# The first writes everything, the others what changed meanwhile past this program.
ROUNDS = 5


class BuildIncomplete(Exception):
    """The next generation does not hold what the database holds; the one in force stays."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The generation in force after a rebuild, and how many documents were written."""

    generation: str
    written: int


def index_rebuild(
    *, resume: bool = False, encoder: str = "", progress: Progress | None = None
) -> Rebuilt:
    """Build the next generation while writes go to both, compare it, put it in force last.

    ``resume`` goes on with one that was begun; ``encoder`` is the version whose vectors it holds,
    by default the one in force. Raises WrongState where another rebuild is at work, Unavailable,
    BuildIncomplete.
    """
    with _alone() as keep, unavailable():
        encoder = encoder or release_in_force().encoder_version
        search_index.begin(encoder, matching.dimension(encoder), resume=resume)
        written = 0
        for _round in range(ROUNDS):
            wrote = _fill(keep, encoder, progress)
            written += wrote
            if not wrote:
                break
        _require_whole()
        # Last: until here readers and writers know only the generation before.
        search_index.promote()
        name = search_index.status().generation
        log.info("index_rebuilt", generation=name, written=written)
        index_check(repair=True)
        return Rebuilt(name, written)


def index_rewrite(*, kind: str, progress: Progress | None = None) -> int:
    """Write the documents of one kind again, in the generation in force; return how many.

    Raises WrongState where a rebuild is at work, Unavailable.
    """
    with _alone() as keep, unavailable():
        listings = Listing.objects.filter(kind=kind).exclude(status__in=NOT_YET)
        total, done = listings.count(), 0
        for ids in batches(listings, BATCH):
            listings_write_index(ids)
            done += len(ids)
            keep()
            if progress:
                progress(done, total)
        return done


def index_rollback() -> str:
    """Put the generation before in force again, bring it up to the listings, return its name.

    Raises WrongState where a rebuild is at work, Unavailable where none is kept or it was built by
    another version of the program.
    """
    with _alone(), unavailable():
        search_index.revert()
        name = search_index.status().generation
        log.warning("index_rolled_back", generation=name)
        index_check(repair=True)
        return name


def index_outdated() -> str:
    """Why a rebuild is due, empty where none is. Raises Unavailable."""
    with unavailable():
        try:
            index_prepare()
        except IndexOutdated as error:
            return str(error)
        return search_index.status().outdated


def _fill(keep: Callable[[], None], encoder: str, progress: Progress | None) -> int:
    """Write what the next generation lacks; how many documents that were."""
    listings = Listing.objects.exclude(status__in=NOT_YET)
    total, done, written = listings.count(), 0, 0
    for ids in batches(listings, BATCH):
        lacking = listings_compare(ids, of="next", encoder=encoder).of_listings
        if lacking:
            search_index.index_next(listing_documents(lacking, encoder=encoder))
            written += len(lacking)
        done += len(ids)
        keep()
        if progress:
            progress(done, total)
    return written


def _require_whole() -> None:
    """What searches will see, by kind, against the database. Every version was compared before."""
    held = search_index.status("next").documents
    since = timezone.now() - timedelta(minutes=1)
    kinds = Listing.objects.order_by().values_list("kind")
    for kind, on_market, moving in kinds.annotate(
        on_market=Count("pk", filter=Q(status=Status.PUBLISHED)),
        moving=Count("pk", filter=Q(updated_at__gte=since)),
    ):
        # What is published this minute may be in one count and not yet in the other.
        if abs(held.get(kind, 0) - on_market) > moving:
            raise BuildIncomplete(
                f"{kind}: {held.get(kind, 0)} documents for {on_market} published listings; "
                "the generation in force stays"
            )


@contextmanager
def _alone() -> Iterator[Callable[[], None]]:
    """The one at work on generations; the function given extends the lease."""
    holder = secrets.token_hex(8)
    IndexWork.objects.get_or_create(pk=1)
    mine = Q(holder=holder) | Q(until__isnull=True) | Q(until__lt=timezone.now())

    def keep() -> None:
        until = timezone.now() + LEASE
        if not IndexWork.objects.filter(mine, pk=1).update(holder=holder, until=until):
            held = IndexWork.objects.get(pk=1).until
            raise WrongState(
                _("Another rebuild is at work; if it was killed, try again after %(until)s.")
                % {"until": held and timezone.localtime(held).strftime("%H:%M:%S")}
            )

    keep()
    try:
        yield keep
    finally:
        IndexWork.objects.filter(pk=1, holder=holder).update(until=None)
