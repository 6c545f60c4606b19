"""Listings as the matcher sees them: wholly, and as far as others may know them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.catalog.models import Disclosure, Listing
from backend.catalog.selectors import listings_for_engines
from backend.discovery.documents import listing_profiles
from backend.discovery.encoding import encodings_of
from backend.discovery.models import Encoding
from matching.contracts import Profile


@dataclass(frozen=True, slots=True)
class Known:
    """A listing on the market: ``whole`` as its own people know it, ``shown`` as everybody with an
    account does, which is the very same where nothing is confidential.
    """

    listing: Listing
    whole: Profile
    shown: Profile

    @property
    def hides(self) -> bool:
        """Whether its own people know more than others."""
        return self.shown is not self.whole


class Profiles:
    """Published listings as the matcher sees them, each read once for a batch."""

    def __init__(self, encoder: str) -> None:
        self._encoder = encoder
        self._known: dict[int, Known] = {}

    def load(self, ids: Sequence[int]) -> list[Listing]:
        """Read those among ``ids`` that are on the market; return the rows newly read."""
        unknown = [pk for pk in ids if pk not in self._known]
        if not unknown:
            return []
        rows = [row for row in listings_for_engines(unknown) if row.published]
        whole = _profiles(rows, Encoding.Scope.FULL, self._encoder)
        confidential = [row for row in rows if row.disclosure == Disclosure.CONFIDENTIAL]
        shown = whole | _profiles(confidential, Encoding.Scope.PUBLIC, self._encoder)
        self._known |= {row.pk: Known(row, whole[row.pk], shown[row.pk]) for row in rows}
        return rows

    def of(self, ids: Iterable[int]) -> list[Known]:
        """Listings in the order of ``ids``; what is not on the market is left out."""
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
        found |= _profiles(rows, scope, encoder)
    return [found[row.pk] for row in listings]


def _profiles(rows: Sequence[Listing], scope: str, encoder: str) -> dict[int, Profile]:
    """By id, of all tiers or of the summary alone."""
    if not rows:
        return {}
    encodings = encodings_of([row.pk for row in rows], scope=scope, encoder=encoder)
    public = scope == Encoding.Scope.PUBLIC
    profiles = listing_profiles(rows, encodings, public_only=public)
    return {row.pk: profile for row, profile in zip(rows, profiles, strict=True)}
