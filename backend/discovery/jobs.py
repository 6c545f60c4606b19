"""The repair: compares listings with what is encoded, indexed, matched and notified; and what is
done for the matcher to learn from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from backend.catalog.models import Listing, Status
from backend.catalog.selectors import listings_for_engines
from backend.core.dispatcher import retry_dead
from backend.core.errors import Unavailable
from backend.core.models import Delivery
from backend.core.outbox import publish
from search_index import facade as search_index
from search_index.contracts import IndexUnavailable

from .encoding import encodings_missing
from .events import ListingIndexed, ListingsIndexed
from .releases import release_in_force
from .services import index_prepare, listings_write_index, outcomes_record_ignored

log = structlog.get_logger()

BATCH = 500
# The chain of events gets this long before the repair steps in.
GRACE = timedelta(minutes=2)


@dataclass(slots=True)
class Repaired:
    """What a run found missing and set going again; all zero on a healthy system."""

    reindexed: int = 0
    rematched: int = 0
    redelivered: int = 0


def listings_repair(*, grace: timedelta = GRACE) -> Repaired:
    """Heal what is missing; running it again changes nothing.

    Raises Unavailable where the index does not answer.
    """
    done = Repaired()
    before = timezone.now() - grace
    for ids in _batches(Listing.objects.exclude(status=Status.DRAFT), before):
        stale = _stale_in_index(ids)
        if stale:
            listings_write_index(stale)
            done.reindexed += len(stale)
    for ids in _batches(_unmatched(), before):
        with transaction.atomic():
            for pk in ids:
                publish(ListingIndexed(listing_id=pk), actor_id=None)
        done.rematched += len(ids)
    done.rematched += listings_rank_anew()
    done.redelivered = _redeliver(before)
    if done != Repaired():
        log.warning("repaired", **{name: getattr(done, name) for name in Repaired.__slots__})
    return done


def listings_rank_anew() -> int:
    """Match quietly what an earlier release ranked last; return how many listings.

    Nobody is told of each: another release is the platform's affair, not news of a listing.
    """
    count = 0
    ranked = Listing.objects.filter(
        status=Status.PUBLISHED, match_run__revision=F("revision")
    ).exclude(match_run__release=release_in_force().name)
    for ids in _batches(ranked, timezone.now()):
        owners: dict[int, list[int]] = {}
        for pk, owner in Listing.objects.filter(pk__in=ids).values_list("pk", "owner_id"):
            owners.setdefault(owner, []).append(pk)
        with transaction.atomic():
            for owner, listing_ids in owners.items():
                publish(
                    ListingsIndexed(organisation_id=owner, listing_ids=tuple(listing_ids)),
                    actor_id=None,
                )
        count += len(ids)
    return count


def outcomes_note_ignored() -> int:
    """What sides were told of and never opened says a little, too."""
    return outcomes_record_ignored()


def _batches(found: QuerySet[Listing], before: datetime) -> Iterator[list[int]]:
    last = 0
    while True:
        ids = list(
            found.filter(pk__gt=last, updated_at__lte=before)
            .order_by("pk")
            .values_list("pk", flat=True)[:BATCH]
        )
        if not ids:
            return
        yield ids
        last = ids[-1]


def _stale_in_index(ids: Sequence[int]) -> list[int]:
    """Listings whose document is missing or old, or whose content is not encoded."""
    listings = {row.pk: row for row in listings_for_engines(ids)}
    try:
        index_prepare()
        held = {row.id: row for row in search_index.versions(ids)}
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error
    encoder = release_in_force().encoder_version
    stale = {row.listing.pk for row in encodings_missing(listings.values(), encoder=encoder)}
    for pk, listing in listings.items():
        document = held.get(pk)
        if document is None:
            if listing.published:
                stale.add(pk)
        elif (document.version, document.visible) != (
            listing.document_version,
            listing.published,
        ):
            stale.add(pk)
    return sorted(pk for pk in stale if pk in held or listings[pk].published)


def _unmatched() -> QuerySet[Listing]:
    """Published listings never matched as they are now."""
    return Listing.objects.filter(status=Status.PUBLISHED).filter(
        Q(match_run__isnull=True) | ~Q(match_run__revision=F("revision"))
    )


def _redeliver(before: datetime) -> int:
    """Another round for reactions that gave up, once they have rested."""
    rested = Delivery.objects.filter(
        state=Delivery.State.DEAD, due_at__lte=before, event__occurred_at__lte=before
    )
    return retry_dead(delivery_ids=list(rested.values_list("pk", flat=True)))
