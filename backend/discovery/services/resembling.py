"""What resembles a listing, and whether it is the same listing once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.discovery.releases import release_in_force
from backend.discovery.selectors import listings_similar
from backend.pairings.rules import stands_by
from matching import facade as matching

from .profiles import profiles_for_reader

SUSPECT = 0.5  # probability of being the same from which it is said


@dataclass(frozen=True, slots=True)
class Resembling:
    """A listing like another; ``same`` where it may be the other once more, told to those alone who
    stand by the other.
    """

    listing: Listing
    same: bool


def listings_resembling(actor: Actor, listing: Listing) -> Sequence[Resembling]:
    """Listings of the same kind, the most alike first, as far as the actor may read them."""
    found = listings_similar(actor, listing)
    release = release_in_force()
    profile, *others = profiles_for_reader([listing, *found], encoder=release.encoder_version)
    rows = {row.pk: row for row in found}
    mine = stands_by(actor, listing)
    return [
        Resembling(rows[int(one.candidate_id)], same=mine and one.same >= SUSPECT)
        for one in matching.alike(profile, others, release.ranker)
    ]
