"""The repair: compares listings with what is encoded, indexed, matched; and what is
done for the matcher to learn from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from backend.catalog.models import Listing, Status
from backend.core.outbox import publish

from .encoding import encodings_ensure
from .events import ListingIndexed, ListingsIndexed
from .releases import release_in_force
from .services import batches, index_check, outcomes_record_ignored

log = structlog.get_logger()

BATCH = 500
# The chain of events gets this long before the repair steps in.
GRACE = timedelta(minutes=2)


@dataclass(slots=True)
class Repaired:
    """What a run found missing and set going again; all zero on a healthy system."""

    encoded: int = 0
    reindexed: int = 0
    rematched: int = 0


def listings_repair(*, grace: timedelta = GRACE) -> Repaired:
    """Heal what is missing; running it again changes nothing.

    Raises Unavailable where the index does not answer.
    """
    done = Repaired()
    before = timezone.now() - grace
    encoder = release_in_force().encoder_version
    published = Listing.objects.filter(status=Status.PUBLISHED, updated_at__lte=before)
    for ids in batches(published, BATCH):
        done.encoded += encodings_ensure(ids, encoder=encoder)
    done.reindexed = index_check(repair=True, grace=grace).total
    for ids in batches(_unmatched().filter(updated_at__lte=before), BATCH):
        with transaction.atomic():
            for pk in ids:
                publish(ListingIndexed(listing_id=pk), actor_id=None)
        done.rematched += len(ids)
    done.rematched += listings_rank_anew()
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
    for ids in batches(ranked, BATCH):
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


def _unmatched() -> QuerySet[Listing]:
    """Published listings never matched as they are now."""
    return Listing.objects.filter(status=Status.PUBLISHED).filter(
        Q(match_run__isnull=True) | ~Q(match_run__revision=F("revision"))
    )
