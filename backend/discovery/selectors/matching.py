"""Whether a listing was compared with the other side as it stands now."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, Q

from backend.catalog.models import Listing, Status


def listings_being_matched(ids: Collection[int]) -> set[int]:
    """Of these listings those on the market whose match of the present content is still to come."""
    published = Listing.objects.filter(pk__in=ids, status=Status.PUBLISHED)
    waiting = Q(match_run__isnull=True) | ~Q(match_run__revision=F("revision"))
    return set(published.filter(waiting).values_list("pk", flat=True))
