"""Demo listings of every kind, written through the product's own services."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import DecimalField
from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.events import ListingPublished, ListingsPublished
from backend.catalog.kinds import KINDS, Kind
from backend.catalog.models import Listing
from backend.catalog.services import listing_assign_broker, listing_draft, mark_published
from backend.catalog.values import ListingValues, values_from
from backend.core.outbox import publish

from .people import CONTENT, rows

# Needs as young as this are told of like any publish, so that nobody's inbox is empty; the rest
# come as imports do.
FRESH = 4  # days


def listings_seed(people: dict[str, User]) -> int:
    """Write what is not there yet (by its key as external id); return how many were written."""
    held = set(Listing.objects.values_list("kind", "external_id"))
    new = [(kind, row) for kind, row in _content() if (kind.name, row["key"]) not in held]
    batches: dict[int, list[int]] = defaultdict(list)
    fresh: list[Listing] = []
    with transaction.atomic():
        for kind, row in new:
            listing = _write(kind, row, people)
            if listing.published and kind.seeks and row["days_ago"] <= FRESH:
                fresh.append(listing)
            elif listing.published:
                batches[listing.owner_id].append(listing.pk)
        for owner_id, ids in batches.items():
            publish(
                ListingsPublished(organisation_id=owner_id, listing_ids=tuple(ids)), actor_id=None
            )
        for listing in fresh:
            publish(
                ListingPublished(listing_id=listing.pk, revision=listing.revision),
                actor_id=listing.contact_id,
            )
    return len(new)


def _content() -> Iterator[tuple[Kind, dict[str, Any]]]:
    """Each kind's files are called as its path: needs-a.json, needs-b.json."""
    for kind in KINDS.values():
        for file in sorted(CONTENT.glob(f"{kind.path}*.json")):
            for row in rows(file.stem):
                yield kind, row


def _write(kind: Kind, row: dict[str, Any], people: dict[str, User]) -> Listing:
    actor = actor_of(people[row["contact"]])
    assert actor.organisation_id is not None
    listing = listing_draft(
        actor=actor,
        owner_id=actor.organisation_id,
        values=_values(kind, row),
        external_id=row["key"],
    )
    if row.get("broker"):
        listing = listing_assign_broker(
            actor=actor, listing_id=listing.pk, broker_id=people[row["broker"]].pk
        )
    if not row.get("draft"):
        mark_published(listing)
        # As if it had been on the market for a while.
        listing.published_at = timezone.now() - timedelta(days=row["days_ago"], minutes=listing.pk)
        listing.save(update_fields=["published_at"])
    return listing


@cache
def _chains() -> dict[str, str]:
    """Key of a listing → where it stands on the map of chains."""
    found: dict[str, str] = json.loads((CONTENT / "chains.json").read_text("utf-8"))
    return found


def _values(kind: Kind, row: dict[str, Any]) -> ListingValues:
    data = row | row["details"] | {"chain": _chains().get(row["key"], "")}
    for name, column in kind.columns.items():
        if isinstance(column, DecimalField) and data.get(name) is not None:
            data[name] = Decimal(data[name])
    if data.get("deadline_days"):
        data["deadline"] = date.today() + timedelta(days=data["deadline_days"])  # noqa: DTZ011
    data["indicators"] = [
        line
        | {
            "value": Decimal(line["value"]),
            "value_max": Decimal(line["value_max"]) if line.get("value_max") else None,
        }
        for line in row["indicators"]
    ]
    return values_from(
        kind.name, {name: value for name, value in data.items() if value is not None}
    )
