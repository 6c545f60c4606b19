"""Outcomes in the terms of the matcher, and the file that it learns from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backend.catalog.documents import listing_profile
from backend.catalog.selectors import listings_for_engines
from matching import facade as matching
from matching.contracts import Outcome, OutcomeKind, Profile

from .models import Outcome as Kept

_BATCH = 500


def outcomes_export(path: Path) -> int:
    """Write every outcome and the listings they speak of, all tiers; return how many outcomes.

    The file holds confidential texts: it is for training on the platform's own machines.
    """
    return matching.write_outcomes(path, _profiles(), _outcomes())


def _profiles() -> Iterator[Profile]:
    rows = Kept.objects.order_by()
    ids = sorted(
        {*rows.values_list("need_id", flat=True), *rows.values_list("offer_id", flat=True)}
    )
    for at in range(0, len(ids), _BATCH):
        for listing in listings_for_engines(ids[at : at + _BATCH]):
            yield listing_profile(listing, None)


def _outcomes() -> Iterator[Outcome]:
    for row in Kept.objects.order_by("occurred_at", "pk").iterator(_BATCH):
        yield Outcome(
            need_id=row.need_id,
            offer_id=row.offer_id,
            kind=OutcomeKind(row.kind),
            organisation="" if row.organisation_id is None else str(row.organisation_id),
            position=row.position,
            grade=row.grade,
            reason=row.reason,
        )
