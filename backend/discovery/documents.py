"""Listings and outcomes in the terms of the matcher, and the file that it learns from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from backend.catalog.documents import listing_profile
from backend.catalog.models import Listing, Status
from backend.catalog.selectors import listings_for_engines
from backend.contracts.selectors import partners_of
from matching import facade as matching
from matching.contracts import Encoding, OutcomeKind, Profile
from matching.contracts import Outcome as MatchingOutcome

from .models import Outcome

_BATCH = 500


def listing_profiles(
    listings: Iterable[Listing], encodings: Mapping[int, Encoding], *, public_only: bool = False
) -> list[Profile]:
    """Listings with what their owners have brought to a contract; see ``listing_profile``."""
    rows = list(listings)
    partners = partners_of({row.owner_id for row in rows})
    return [
        listing_profile(
            row,
            encodings.get(row.pk),
            public_only=public_only,
            contracted_with=partners[row.owner_id],
        )
        for row in rows
    ]


def outcomes_export(path: Path) -> int:
    """Write every outcome and the listings they speak of, all tiers; return how many outcomes.

    The file holds confidential texts: it is for training on the platform's own machines.
    """
    return matching.write_outcomes(path, _profiles(), _outcomes())


def market_export(path: Path, kinds: Collection[str], grades: Mapping[tuple[str, str], int]) -> int:
    """Write all listings of ``kinds`` on the market and the grades of pairs, given by their titles;
    return how many grades were of listings that are there. For calibrating a release.
    """
    ids = list(
        Listing.objects.filter(status=Status.PUBLISHED, kind__in=kinds)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    profiles = listing_profiles(listings_for_engines(ids), {})
    titles = {(p.kind == "need", p.texts["title"]): p.id for p in profiles}
    outcomes = [
        MatchingOutcome(titles[True, need], titles[False, offer], OutcomeKind.JUDGED, grade=grade)
        for (need, offer), grade in grades.items()
        if (True, need) in titles and (False, offer) in titles
    ]
    return matching.write_outcomes(path, profiles, outcomes)


def _profiles() -> Iterator[Profile]:
    rows = Outcome.objects.order_by()
    ids = sorted(
        {*rows.values_list("need_id", flat=True), *rows.values_list("offer_id", flat=True)}
    )
    for at in range(0, len(ids), _BATCH):
        yield from listing_profiles(listings_for_engines(ids[at : at + _BATCH]), {})


def _outcomes() -> Iterator[MatchingOutcome]:
    for row in Outcome.objects.order_by("occurred_at", "pk").iterator(_BATCH):
        yield MatchingOutcome(
            need_id=row.need_id,
            offer_id=row.offer_id,
            kind=OutcomeKind(row.kind),
            organisation="" if row.organisation_id is None else str(row.organisation_id),
            position=row.position,
            grade=row.grade,
            reason=row.reason,
        )
