"""Listings as the matcher sees them: all of them for the market, or what one reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backend.catalog.models import Listing
from backend.catalog.selectors import listings_for_engines
from backend.discovery.documents import listing_profiles
from backend.discovery.encoding import encodings_of
from backend.discovery.models import Encoding
from matching.contracts import Profile


class Profiles:
    """Published listings as the matcher sees them, each read once for a batch."""

    def __init__(self, encoder: str) -> None:
        self._encoder = encoder
        self._known: dict[int, Profile] = {}

    def load(self, ids: Sequence[int]) -> list[Listing]:
        """Read those among ``ids`` that are on the market; return the rows newly read."""
        unknown = [pk for pk in ids if pk not in self._known]
        if not unknown:
            return []
        encodings = encodings_of(unknown, scope=Encoding.Scope.FULL, encoder=self._encoder)
        rows = [row for row in listings_for_engines(unknown) if row.published]
        profiles = listing_profiles(rows, encodings)
        self._known |= {row.pk: profile for row, profile in zip(rows, profiles, strict=True)}
        return rows

    def of(self, ids: Iterable[int]) -> list[Profile]:
        """Profiles in the order of ``ids``; what is not on the market is left out."""
        wanted = list(dict.fromkeys(ids))
        self.load(wanted)
        return [self._known[pk] for pk in wanted if pk in self._known]


def profiles_for_reader(listings: Sequence[Listing], *, encoder: str) -> list[Profile]:
    """Listings as far as the reader may know them, who found them by ``listings_visible_to``: a
    score over hidden words would tell of them.
    """
    found: dict[int, Profile] = {}
    for whole, scope in ((True, Encoding.Scope.FULL), (False, Encoding.Scope.PUBLIC)):
        rows = [row for row in listings if row.details_readable is whole]  # type: ignore[attr-defined]
        encodings = encodings_of([row.pk for row in rows], scope=scope, encoder=encoder)
        profiles = listing_profiles(rows, encodings, public_only=not whole)
        found |= {row.pk: profile for row, profile in zip(rows, profiles, strict=True)}
    return [found[row.pk] for row in listings]
