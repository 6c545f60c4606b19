"""Reads of the exchange. What a record tells is public by what it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from backend.accounts.audiences import PUBLIC
from backend.catalog.models import Listing, ListingAudience, Status, Tier

from .models import Counter, Record


def records_after(position: int) -> QuerySet[Record]:
    """Records that changed after a position, in the order of their changes.

    Positions become visible in their order, so a reader who goes on from the last one misses nothing.
    """
    return Record.objects.filter(position__gt=position).order_by("position")


def records_there() -> QuerySet[Record]:
    """What is on the market and public, in the order of the feed."""
    return Record.objects.filter(deleted=False).order_by("position")


def records_settled() -> datetime:
    """This moment, once whoever was writing records has done so: what is stamped before is visible.

    Whoever asks next time for what changed since then misses nothing.
    """
    with transaction.atomic():
        Counter.objects.select_for_update().filter(pk=1).first()
        return timezone.now().replace(microsecond=0)


def listings_untold() -> QuerySet[Listing, int]:
    """Ids of listings of which the feed lacks a record, or tells of an earlier version."""
    public = ListingAudience.objects.filter(token=PUBLIC, tier=Tier.SUMMARY)
    lacking = Q(
        exchange_record__isnull=True,
        status=Status.PUBLISHED,
        pk__in=public.values("listing_id"),
    )
    earlier = Q(exchange_record__isnull=False) & ~Q(
        exchange_record__document_version=F("document_version")
    )
    return Listing.objects.filter(lacking | earlier).order_by("pk").values_list("pk", flat=True)


def record_called(identifier: str) -> Record | None:
    """The record of an identifier, one that is gone too; None where there never was one."""
    return Record.objects.filter(identifier=identifier).first()


def record_first() -> Record | None:
    """The record that rests the longest."""
    return Record.objects.order_by("stamped_at", "position").first()


def records_selected(
    *,
    after: int,
    kind: str = "",
    field: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Record]:
    """Records after a position, of a kind or of a technology field, stamped within a time."""
    found = records_after(after)
    if kind:
        found = found.filter(kind=kind)
    if field:
        found = found.filter(technology_field=field)
    if since is not None:
        found = found.filter(stamped_at__gte=since)
    if until is not None:
        found = found.filter(stamped_at__lte=until)
    return found
