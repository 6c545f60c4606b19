"""Keeping the feed: what is told of listings, written in one order that readers can rely on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backend.catalog.models import Listing
from backend.catalog.selectors import listings_for_engines
from backend.exchange.documents import Told, told_of
from backend.exchange.models import Counter, Record
from backend.exchange.selectors import choke_points, listings_untold

SLICE = 200  # listings of a transaction


def records_write(listing_ids: Sequence[int]) -> int:
    """Bring the records of these listings up to what is public of them; returns how many changed.

    What did not change for a visitor changes nothing here. Repeatable.
    """
    changed = 0
    for start in range(0, len(listing_ids), SLICE):
        changed += _slice_write(listing_ids[start : start + SLICE])
    return changed


def records_heal() -> int:
    """Write what the feed lacks or tells of an earlier version; returns how many changed."""
    changed = last = 0
    while found := list(listings_untold().filter(pk__gt=last)[:SLICE]):
        changed += records_write(found)
        last = found[-1]
    return changed


def _slice_write(listing_ids: Sequence[int]) -> int:
    with transaction.atomic():
        counter = _counter_hold()
        # Read after the counter is held: a change that was committed meanwhile is in it.
        listings = list(listings_for_engines(listing_ids).select_related("origin"))
        held = {row.listing_id: row for row in Record.objects.filter(listing__in=listings)}
        changed, hidden = 0, choke_points(listings)
        for listing in listings:
            told = told_of(listing)
            if listing.pk in hidden:
                told = replace(told, body=None)
            changed += _write(listing, told, held.get(listing.pk), counter)
        counter.save()
    return changed


def _counter_hold() -> Counter:
    """The counter, locked until the commit; its stamp is now, never before the last one."""
    Counter.objects.get_or_create(pk=1)
    counter = Counter.objects.select_for_update().get(pk=1)
    now = _whole_seconds(timezone.now())
    counter.stamped_at = max(now, counter.stamped_at or now)
    return counter


def _whole_seconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _write(listing: Listing, told: Told, record: Record | None, counter: Counter) -> bool:
    if record is None:
        if told.body is None:
            return False
        record = Record(listing=listing, identifier=told.identifier, home=told.home)
    elif (record.deleted and told.body is None) or record.body_hash == told.body_hash:
        # A change of what is not public, or of nothing.
        Record.objects.filter(pk=record.pk).update(document_version=listing.document_version)
        return False
    counter.position += 1
    _fill(record, listing, told, counter)
    return True


def _fill(record: Record, listing: Listing, told: Told, counter: Counter) -> None:
    record.deleted = told.body is None
    if told.body is not None:
        # What is gone keeps its sets, so that those who asked for one set alone hear of it.
        record.kind, record.technology_field = listing.kind, listing.technology_field
    record.body, record.body_hash = told.body or {}, told.body_hash
    record.document_version = listing.document_version
    record.position = counter.position
    assert counter.stamped_at
    record.stamped_at = counter.stamped_at
    record.save()
